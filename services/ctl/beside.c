/* Started without a shell, with an empty input; what it prints is read to its end. */
#include "services/ctl/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/memory.h"

enum { PATH_BYTES = 4096, BLOCK = 65536 };

extern char **environ;

/* The path of a program in the folder of this one. */
static bool path_find(const char *name, char path[PATH_BYTES])
{
    ssize_t length = readlink("/proc/self/exe", path, PATH_BYTES - 1);
    if (length <= 0)
        return false;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    size_t room = PATH_BYTES - (size_t)(slash + 1 - path);
    return (size_t)snprintf(slash + 1, room, "%s", name) < room;
}

/* 0, or the reason; *output is the end from which its output is read. */
static int program_start(char *const *arguments, pid_t *process, int *output)
{
    char path[PATH_BYTES];
    int ends[2];
    *output = -1;
    if (!path_find(arguments[0], path))
        return ENOENT;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int fault = posix_spawn(process, path, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (fault)
        close(ends[0]);
    else
        *output = ends[0];
    return fault;
}

/* False where there is more than `most`, or it cannot be read. */
static bool output_read(int output, size_t most, char **out)
{
    size_t length = 0, capacity = 0;
    for (;;) {
        memory_reserve((void **)out, &capacity, length + BLOCK + 1, 1);
        ssize_t got = read(output, *out + length, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        length += got > 0 ? (size_t)got : 0;
        (*out)[length] = '\0';
        if (got <= 0 || length > most)
            return got == 0;
    }
}

int beside_run(char *const *arguments, size_t most, char **out, char *error, size_t size)
{
    pid_t process = -1;
    int output = -1, status = 0;
    *out = NULL;
    int fault = program_start(arguments, &process, &output);
    if (fault) {
        snprintf(error, size, "%s cannot be run: %s", arguments[0], strerror(fault));
        return -1;
    }
    bool read = output_read(output, most, out);
    close(output);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        ;
    if (read && WIFEXITED(status))
        return WEXITSTATUS(status);
    if (read)
        snprintf(error, size, "%s ended with signal %d", arguments[0], WTERMSIG(status));
    else
        snprintf(error, size, "%s printed more than %zu bytes", arguments[0], most);
    free(*out);
    *out = NULL;
    return -1;
}
