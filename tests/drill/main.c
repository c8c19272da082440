/* drill-load: load from several processes on an installation while its processes are killed, by a schedule that the
 * seed decides. Leaves the clients' journals and prints the numbers of kills, stops, missed strikes and requests that
 * were in doubt; whether all is well is for check/ to say. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/log.h"
#include "common/service/settings.h"
#include "tests/drill/client.h"
#include "tests/drill/killer.h"

enum { CLIENTS_MAX = 16, PEACE_CLIENT = 100 /* and more in peace: keys and journals of their own */, PATH_BYTES = 512 };

struct options {
    const char *home, *journals; /* folder of the journals */
    const char *ends;            /* file of tickets that are to end, or NULL */
    uint64_t seed;
    int64_t seconds;
    int clients, rate; /* processes; complaints a second of each */
    bool verbose;
    bool peace; /* nothing is struck; the clients are others than those of the drill */
};

static struct tally *tally; /* shared with the clients */

static bool number_read(const char *text, int64_t least, int64_t most, int64_t *out)
{
    char *end;
    long long number = text ? strtoll(text, &end, 10) : -1;
    if (!text || !*text || *end || number < least || number > most)
        return false;
    *out = number;
    return true;
}

static bool option_read(const char *name, const char *value, struct options *out)
{
    int64_t number = 0;
    if (strcmp(name, "--home") == 0)
        return (out->home = value) != NULL;
    if (strcmp(name, "--journals") == 0)
        return (out->journals = value) != NULL;
    if (strcmp(name, "--ends") == 0)
        return (out->ends = value) != NULL;
    if (strcmp(name, "--seconds") == 0)
        return number_read(value, 1, 86400, &out->seconds);
    if (strcmp(name, "--seed") == 0 && number_read(value, 0, INT64_MAX, &number)) {
        out->seed = (uint64_t)number;
        return true;
    }
    if (strcmp(name, "--clients") == 0 && number_read(value, 0, CLIENTS_MAX, &number)) {
        out->clients = (int)number;
        return true;
    }
    if (strcmp(name, "--rate") == 0 && number_read(value, 1, 10000, &number)) {
        out->rate = (int)number;
        return true;
    }
    return false;
}

static bool options_read(int argc, char **argv, struct options *out)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--verbose") == 0)
            out->verbose = true;
        else if (strcmp(argv[i], "--peace") == 0)
            out->peace = true;
        else if (!option_read(argv[i], i + 1 < argc ? argv[i + 1] : NULL, out))
            return false;
        else
            i++;
    }
    return out->home && out->journals;
}

static void progress_tell(int64_t milliseconds, int64_t kills)
{
    fprintf(stderr, "drill: %3lld s, %lld killed; %ld submitted, %ld moved, %ld refused, %ld conflicts, %ld in doubt\n",
            (long long)milliseconds / 1000, (long long)kills, tally->submitted, tally->moved, tally->refused,
            tally->conflicts, tally->doubted);
}

/* In a process of its own, which ends when this one does. The one beyond the clients ends tickets. */
static pid_t client_start(const struct options *options, const struct settings *settings, int number)
{
    pid_t process = fork();
    if (process < 0)
        log_abort("cannot fork");
    if (process > 0)
        return process;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char path[PATH_BYTES];
    int named = options->peace ? PEACE_CLIENT + number + (options->ends ? CLIENTS_MAX : 0) : number;
    snprintf(path, sizeof path, "%s/client.%d", options->journals, named);
    struct client_order order = {.run = settings->run,
                                 .intakes = (int)settings->services.intake,
                                 .dispatches = (int)settings->services.dispatch,
                                 .reports = (int)settings->services.report,
                                 .seed = options->seed,
                                 .number = named,
                                 .rate = number < options->clients ? options->rate : 0,
                                 .ends = number < options->clients ? NULL : options->ends,
                                 .milliseconds = options->seconds * 1000,
                                 .journal = path,
                                 .tally = tally};
    exit(client_run(&order));
}

/* Waits for the clients; false where one of them has failed. */
static bool clients_join(const pid_t *clients, int count)
{
    bool well = true;
    for (int i = 0; i < count; i++) {
        int status = 0;
        well = waitpid(clients[i], &status, 0) == clients[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0 && well;
    }
    return well;
}

static bool drill_run(const struct options *options, const struct settings *settings)
{
    pid_t clients[CLIENTS_MAX + 1];
    int count = options->clients + (options->ends ? 1 : 0);
    struct strike *strikes;
    int workers[SERVICE_COUNT];
    for (int i = 0; i < SERVICE_COUNT; i++)
        workers[i] = settings_workers(settings, service_names[i]);
    struct killer_order order = {.home = options->home,
                                 .milliseconds = options->seconds * 1000,
                                 .verbose = options->verbose,
                                 .progress = progress_tell};
    order.count = schedule_make(&strikes, options->seed, options->peace ? 0 : order.milliseconds, workers);
    order.strikes = strikes;
    for (int i = 0; i < count; i++)
        clients[i] = client_start(options, settings, i);
    struct killer_result result = options->peace ? (struct killer_result){0} : killer_run(&order);
    progress_tell(order.milliseconds, result.kills);
    bool well = clients_join(clients, count);
    printf("%lld %lld %lld %ld\n", (long long)result.kills, (long long)result.stops, (long long)result.missed,
           tally->doubted);
    free(strikes);
    return well;
}

int main(int argc, char **argv)
{
    struct options options = {.seconds = 60, .seed = 1, .clients = 4, .rate = 40};
    char error[512];
    if (!options_read(argc, argv, &options)) {
        fprintf(stderr,
                "usage: drill-load --home FOLDER --journals FOLDER [--seconds N] [--seed S] [--clients N] [--rate N] "
                "[--ends FILE] [--peace] [--verbose]\n");
        return 2;
    }
    struct settings *settings = settings_read(options.home, error, sizeof error);
    if (!settings) {
        fprintf(stderr, "drill: settings: %s\n", error);
        return 1;
    }
    tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (tally == MAP_FAILED)
        log_abort("no memory to share with the clients");
    bool well = drill_run(&options, settings);
    settings_destroy(&settings);
    return well ? 0 : 1;
}
