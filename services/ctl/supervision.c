/* s6 asked and told through its own programs, whose output is its stable interface. They are told only, never waited
 * on: s6 lets only the owner of a service subscribe to its events, and root may be who asks. */
#include "services/ctl/installation.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/instant.h"

extern char **environ;

enum { FOLDER_BYTES = 4096 + PROCESS_NAME_BYTES + 16, OUTPUT_BYTES = 8192 };

static pid_t program_start(char *const arguments[], int output)
{
    pid_t process = -1;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (posix_spawnp(&process, arguments[0], &actions, NULL, arguments, environ) != 0)
        process = -1;
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

/* Runs a program to its end and keeps the beginning of what it prints; true where it exits with 0. */
static bool program_run(char *const arguments[], char output[OUTPUT_BYTES])
{
    int ends[2], status = -1;
    size_t used = 0;
    ssize_t got = 0;
    output[0] = '\0';
    if (pipe2(ends, O_CLOEXEC) < 0)
        return false;
    pid_t process = program_start(arguments, ends[1]);
    close(ends[1]);
    while (process > 0 && used < OUTPUT_BYTES - 1 && (got = read(ends[0], output + used, OUTPUT_BYTES - 1 - used)) > 0)
        used += (size_t)got;
    output[used] = '\0';
    close(ends[0]);
    return process > 0 && waitpid(process, &status, 0) == process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void folder_name(char out[FOLDER_BYTES], const char *home, const char *name)
{
    snprintf(out, FOLDER_BYTES, "%s/service/%s", home, name);
}

/* One line of s6-svdt is one end of the process: "@<time> signal SIGKILL", the newest last. */
static void ends_read(char *folder, struct supervised *out)
{
    char output[OUTPUT_BYTES];
    char program[] = "s6-svdt", *arguments[] = {program, folder, NULL};
    out->restarts = 0;
    out->ended[0] = '\0';
    if (!out->supervised || !program_run(arguments, output)) /* s6-svdt makes a missing tally, as ours: not before s6 */
        return;
    for (char *line = strtok(output, "\n"); line; line = strtok(NULL, "\n")) {
        const char *how = strchr(line, ' ');
        out->restarts++;
        snprintf(out->ended, sizeof out->ended, "%s", how ? how + 1 : "");
    }
}

void supervision_read(const char *home, struct supervised *out)
{
    char folder[FOLDER_BYTES], output[OUTPUT_BYTES], up[8] = "";
    char program[] = "s6-svstat", option[] = "-o", fields[] = "up,pid,updownfor";
    char *arguments[] = {program, option, fields, folder, NULL};
    long long process = 0, seconds = 0;
    folder_name(folder, home, out->name);
    out->supervised = program_run(arguments, output) && sscanf(output, "%7s %lld %lld", up, &process, &seconds) == 3;
    out->up = out->supervised && strcmp(up, "true") == 0;
    out->process = out->up ? process : 0;
    out->since = out->supervised ? instant_now() - seconds * 1000 : 0;
    ends_read(folder, out);
}

bool supervision_bring_down(const char *home, const char *name)
{
    char folder[FOLDER_BYTES], output[OUTPUT_BYTES];
    char program[] = "s6-svc", option[] = "-d", *arguments[] = {program, option, folder, NULL};
    folder_name(folder, home, name);
    return program_run(arguments, output);
}

bool supervision_end(const char *home)
{
    char folder[FOLDER_BYTES], output[OUTPUT_BYTES];
    char program[] = "s6-svscanctl", option[] = "-t", *arguments[] = {program, option, folder, NULL};
    folder_name(folder, home, "");
    return program_run(arguments, output);
}

void supervision_end_orphan(const char *home, const char *name)
{
    char folder[FOLDER_BYTES], log[FOLDER_BYTES + 8], output[OUTPUT_BYTES];
    char program[] = "s6-svc", option[] = "-dx", *arguments[] = {program, option, folder, NULL};
    folder_name(folder, home, name);
    program_run(arguments, output);
    snprintf(log, sizeof log, "%s/log", folder);
    arguments[2] = log;
    program_run(arguments, output);
}
