/* steward logs: what the processes have said; s6-log keeps it in log/NAME/current and turns it over by size. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "services/ctl/command.h"
#include "services/ctl/installation.h"

enum { PATH_BYTES = 4096 + PROCESS_NAME_BYTES + 16, OWN_WORDS = 8, LINES = 20, LINES_MAX = 100000 };

struct wanted {
    const char *name; /* NULL: all */
    int lines;
    bool follow;
};

static error_t wanted_parse(int key, char *arg, struct argp_state *state)
{
    struct wanted *wanted = state->input;
    switch (key) {
    case 'f':
        wanted->follow = true;
        return 0;
    case 'n':
        wanted->lines = (int)ctl_number(state, "lines", arg, 0, LINES_MAX);
        return 0;
    case ARGP_KEY_ARG:
        if (wanted->name)
            argp_error(state, "one service at a time, or none for all; '%s' is one too many", arg);
        wanted->name = arg;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* "intake" is all of its workers, "intake-0" one of them. */
static bool is_meant(const struct supervised *process, const char *name)
{
    return !name || strcmp(process->name, name) == 0 || strcmp(process->service, name) == 0;
}

static size_t files_collect(const struct installation *installation, const char *name,
                            char paths[INSTALLATION_PROCESSES_MAX][PATH_BYTES])
{
    size_t count = 0;
    for (size_t i = 0; i < installation->count; i++) {
        const struct supervised *process = &installation->processes[i];
        snprintf(paths[count], PATH_BYTES, "%s/log/%s/current", installation->home, process->name);
        if (is_meant(process, name) && access(paths[count], F_OK) == 0)
            count++;
    }
    return count;
}

/* tail knows how to follow several files and how to find one again that was turned over. Returns only if it is not
 * there. */
static int tail_become(const struct wanted *wanted, char paths[][PATH_BYTES], size_t count)
{
    char lines[16], tail[] = "tail", newest[] = "-n", follow[] = "-F";
    char *words[OWN_WORDS + INSTALLATION_PROCESSES_MAX] = {tail, newest, lines};
    size_t used = 3;
    snprintf(lines, sizeof lines, "%d", wanted->lines);
    if (wanted->follow)
        words[used++] = follow;
    for (size_t i = 0; i < count; i++)
        words[used++] = paths[i];
    fflush(NULL);
    execvp(tail, words);
    return ctl_fail("logs: tail cannot be run: %s", strerror(errno));
}

int logs_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option own[] = {{"follow", 'f', NULL, 0, "go on with what is still to come", 0},
                                             {"lines", 'n', "N", 0, "how many of the newest lines of each (20)", 0},
                                             {0}};
    static const struct ctl_options options = {
        own, wanted_parse, "[SERVICE]", "What the services, or one of them (intake, intake-0, postgres), have said."};
    static struct installation installation;
    static char paths[INSTALLATION_PROCESSES_MAX][PATH_BYTES];
    struct wanted wanted = {.lines = LINES};
    ctl_options_read(ctl, &options, argc, argv, &wanted);
    if (!installation_read(&installation, ctl))
        return CTL_FAILED;
    size_t count = files_collect(&installation, wanted.name, paths);
    if (count > 0)
        return tail_become(&wanted, paths, count);
    return wanted.name ? ctl_fail("logs: there is no log of '%s' in %s/log", wanted.name, installation.home)
                       : ctl_fail("logs: there is no log in %s/log", installation.home);
}
