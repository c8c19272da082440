/* Workbooks are read by another program, steward-sheet: the library that it needs brings a hundred others along, and a
 * workbook from somewhere that brings it down costs no more than that program. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/sheet/private.h"

enum { PATH_BYTES = 4096 };
static const char program_name[] = "steward-sheet";

extern char **environ;

/* The program beside this one. */
static bool program_find(char path[PATH_BYTES])
{
    ssize_t length = readlink("/proc/self/exe", path, PATH_BYTES - sizeof program_name - 1);
    if (length <= 0)
        return false;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    snprintf(slash + 1, sizeof program_name, "%s", program_name);
    return true;
}

/* Starts it with the workbook as its input; *output is the end from which its output is read. */
static int program_start(int descriptor, const char *name, pid_t *process, int *output)
{
    char path[PATH_BYTES], option[] = "--";
    int ends[2];
    if (!program_find(path))
        return ENOENT;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, descriptor, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    char *sheet = name ? strdup(name) : NULL, *arguments[] = {path, option, sheet, NULL};
    int fault = posix_spawn(process, path, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    free(sheet);
    close(ends[1]);
    if (fault)
        close(ends[0]);
    else
        *output = ends[0];
    return fault;
}

/* What it printed is CSV where it ended well, and else the reason. */
static bool output_judge(struct bytes *out, int status, char error[SHEET_ERROR_BYTES])
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && out->length)
        return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 1 && out->length)
        snprintf(error, SHEET_ERROR_BYTES, "%.300s", out->text);
    else
        snprintf(error, SHEET_ERROR_BYTES, "cannot be read: %s ended with %s %d", program_name,
                 WIFSIGNALED(status) ? "signal" : "status",
                 WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    free(out->text);
    *out = (struct bytes){0};
    return false;
}

bool workbook_read(int descriptor, const char *name, struct bytes *out, char error[SHEET_ERROR_BYTES])
{
    pid_t process = -1;
    int output = -1, status = 0;
    int fault = program_start(descriptor, name, &process, &output);
    if (fault) {
        snprintf(error, SHEET_ERROR_BYTES, "cannot be read: %s: %s", program_name, strerror(fault));
        return false;
    }
    bool read = bytes_read(output, out);
    int reason = errno;
    close(output);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        ;
    if (read)
        return output_judge(out, status, error);
    snprintf(error, SHEET_ERROR_BYTES, "cannot be read: %s", strerror(reason));
    return false;
}
