#include "tests/drill/ends.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"

enum { LINE_BYTES = 128 };

struct ends {
    FILE *file;
    bool over;
};

struct ends *ends_new(const char *path)
{
    struct ends *ends = memory_new(1, sizeof *ends);
    ends->file = fopen(path, "re");
    if (!ends->file)
        log_abort("cannot open %s", path);
    return ends;
}

void ends_destroy(struct ends **ends)
{
    if (!*ends)
        return;
    fclose((*ends)->file);
    free(*ends);
    *ends = NULL;
}

/* What stands at the end may grow: it is read again. */
bool ends_next(struct ends *ends, char city[LIFE_CODE_BYTES], int64_t *ticket)
{
    char line[LINE_BYTES];
    long at = ftell(ends->file);
    if (!fgets(line, sizeof line, ends->file) || !strchr(line, '\n')) {
        fseek(ends->file, at, SEEK_SET);
        return false;
    }
    char *space = strchr(line, ' ');
    if (!space || space - line >= LIFE_CODE_BYTES)
        log_abort("'%s' names no ticket", line);
    snprintf(city, LIFE_CODE_BYTES, "%.*s", (int)(space - line), line);
    *ticket = strtoll(space, NULL, 10);
    ends->over = *ticket == 0;
    return !ends->over;
}

bool ends_over(const struct ends *ends)
{
    return ends->over;
}
