/* A service is known by its command line, the postmaster by its pid file, a backend by its parent and its title. */
#include "tests/drill/process.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMAND_BYTES = 1024, PATH_BYTES = 512 };

/* Reads a small file whole and ends it with NUL; its length, or 0. */
static size_t file_read(const char *path, char *out, size_t size)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    size_t length = fread(out, 1, size - 1, file);
    out[length] = '\0';
    fclose(file);
    return length;
}

/* The command line, arguments separated by NUL. */
static size_t command_read(pid_t process, char out[COMMAND_BYTES])
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/cmdline", (int)process);
    return file_read(path, out, COMMAND_BYTES);
}

static pid_t parent_read(pid_t process)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    if (!file_read(path, text, sizeof text))
        return 0;
    const char *after_name = strrchr(text, ')');
    if (!after_name || strlen(after_name) < 5)
        return 0;
    return (pid_t)strtol(after_name + 4, NULL, 10);
}

/* Calls `take` with every process there is. */
static void processes_walk(void (*take)(pid_t process, void *context), void *context)
{
    DIR *folder = opendir("/proc");
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        char *end;
        long number = strtol(entry->d_name, &end, 10);
        if (number > 0 && *end == '\0')
            take((pid_t)number, context);
    }
    if (folder)
        closedir(folder);
}

struct found {
    pid_t process;
    long order;
};

struct search {
    char program[PATH_BYTES]; /* of a service */
    int instance;             /* of it, or negative for all */
    pid_t parent;             /* of backends */
    struct found found[PROCESSES_MAX];
    size_t count;
};

static void search_add(struct search *search, pid_t process, long order)
{
    if (search->count < PROCESSES_MAX)
        search->found[search->count++] = (struct found){process, order};
}

static int found_compare(const void *a, const void *b)
{
    const struct found *left = a, *right = b;
    return (left->order > right->order) - (left->order < right->order);
}

static size_t search_end(struct search *search, pid_t out[PROCESSES_MAX])
{
    qsort(search->found, search->count, sizeof *search->found, found_compare);
    for (size_t i = 0; i < search->count; i++)
        out[i] = search->found[i].process;
    return search->count;
}

static void service_take(pid_t process, void *context)
{
    struct search *search = context;
    char command[COMMAND_BYTES];
    size_t length = command_read(process, command);
    if (!length || strcmp(command, search->program) != 0)
        return;
    const char *end = command + length, *at = command;
    while (at < end && strcmp(at, "--instance") != 0)
        at += strlen(at) + 1;
    at += at < end ? strlen(at) + 1 : 0;
    long instance = at < end ? strtol(at, NULL, 10) : 0;
    if (search->instance < 0 || search->instance == instance)
        search_add(search, process, instance);
}

size_t process_find_service(const char *home, const char *service, int instance, pid_t out[PROCESSES_MAX])
{
    struct search search = {.instance = instance};
    snprintf(search.program, sizeof search.program, "%s/bin/steward-%s", home, service);
    processes_walk(service_take, &search);
    return search_end(&search, out);
}

pid_t process_find_postmaster(const char *home)
{
    char path[PATH_BYTES], text[512], command[COMMAND_BYTES];
    snprintf(path, sizeof path, "%s/postgres/data/postmaster.pid", home);
    if (!file_read(path, text, sizeof text))
        return 0;
    pid_t process = (pid_t)strtol(text, NULL, 10);
    size_t length = process > 0 ? command_read(process, command) : 0;
    bool ours = length && memmem(command, length, home, strlen(home));
    return ours ? process : 0; /* else the file is a dead one's */
}

static void backend_take(pid_t process, void *context)
{
    struct search *search = context;
    char command[COMMAND_BYTES];
    if (parent_read(process) == search->parent && command_read(process, command) && strstr(command, "[local]"))
        search_add(search, process, process);
}

size_t process_find_backends(pid_t postmaster, pid_t out[PROCESSES_MAX])
{
    struct search search = {.parent = postmaster};
    processes_walk(backend_take, &search);
    return search_end(&search, out);
}
