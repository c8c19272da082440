/* steward down: the services, then PostgreSQL, then the supervision, each only when those before it have ended. */
#include <stdio.h>
#include <time.h>

#include "common/base/instant.h"
#include "services/ctl/command.h"
#include "services/ctl/installation.h"

enum { SERVICES_MS = 15000, POSTGRES_MS = 120000, SUPERVISION_MS = 15000, LOOK_AGAIN_MS = 20 };

static bool is_running(const struct supervised *process, bool of_services, bool supervision)
{
    return (process->instance >= 0) == of_services && (supervision ? process->supervised : process->up);
}

/* Waits until no process of the kind is up (or, with `supervision`, supervised); returns the first that still is. */
static const struct supervised *running_await(struct installation *installation, bool of_services, bool supervision,
                                              int milliseconds)
{
    const struct timespec pause = {.tv_nsec = LOOK_AGAIN_MS * 1000000L};
    int64_t until = instant_monotonic() + (int64_t)milliseconds * 1000;
    const struct supervised *running;
    do {
        running = NULL;
        installation_read_processes(installation);
        for (size_t i = 0; i < installation->count && !running; i++)
            if (is_running(&installation->processes[i], of_services, supervision))
                running = &installation->processes[i];
        if (running)
            nanosleep(&pause, NULL);
    } while (running && instant_monotonic() < until);
    return running;
}

static bool kind_end(struct installation *installation, bool services, const char *title, int milliseconds, bool quiet)
{
    int64_t began = instant_monotonic();
    for (size_t i = 0; i < installation->count; i++)
        if (is_running(&installation->processes[i], services, true))
            supervision_bring_down(installation->home, installation->processes[i].name);
    const struct supervised *running = running_await(installation, services, false, milliseconds);
    if (running) {
        ctl_fail("down: %s (process %lld) has not ended after %d s; look with steward logs %s, then run this again",
                 running->name, (long long)running->process, milliseconds / 1000, running->name);
        return false;
    }
    if (!quiet)
        printf("%s … ended (%.1f s)\n", title, (double)(instant_monotonic() - began) / 1e6);
    return true;
}

static bool supervision_finish(struct installation *installation)
{
    if (!supervision_end(installation->home))
        for (size_t i = 0; i < installation->count; i++)
            if (installation->processes[i].supervised)
                supervision_end_orphan(installation->home, installation->processes[i].name);
    const struct supervised *left = running_await(installation, true, true, SUPERVISION_MS);
    if (!left)
        left = running_await(installation, false, true, SUPERVISION_MS);
    if (left)
        ctl_fail("down: the supervisor of %s has not ended; read %s/log/supervisor.log", left->name,
                 installation->home);
    return !left;
}

int down_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {.text = "Stops the services, then PostgreSQL, and waits for them."};
    static struct installation installation;
    ctl_options_read(ctl, &options, argc, argv, NULL);
    if (!installation_read(&installation, ctl))
        return CTL_FAILED;
    bool done = kind_end(&installation, true, "services", SERVICES_MS, ctl->json) &&
                kind_end(&installation, false, "PostgreSQL", POSTGRES_MS, ctl->json) &&
                supervision_finish(&installation);
    if (ctl->json)
        printf("{\"down\": %s}\n", done ? "true" : "false");
    else if (done)
        puts("Steward is down. To start it again: deploy/up");
    return done ? CTL_DONE : CTL_FAILED;
}
