/* Opens, makes room for and closes output files; the only place that knows what to do when the disk says no. */
#include "proto/generate/output.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void output_fail(const char *path)
{
    fprintf(stderr, "steward-gen: cannot write %s: %s\n", path, strerror(errno));
    exit(1);
}

static void folders_make(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            output_fail(path);
        *slash = '/';
    }
}

FILE *output_open(const char *folder, const char *path)
{
    char whole[PATH_MAX];
    if (snprintf(whole, sizeof whole, "%s/%s", folder, path) >= (int)sizeof whole) {
        errno = ENAMETOOLONG;
        output_fail(path);
    }
    folders_make(whole);
    FILE *file = fopen(whole, "w");
    if (!file)
        output_fail(whole);
    return file;
}

void output_close(FILE *file, const char *path)
{
    int failed = ferror(file);
    if (fclose(file) != 0 || failed)
        output_fail(path);
}
