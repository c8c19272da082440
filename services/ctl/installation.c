/* What should run in an installation, and how each of it is. */
#include "services/ctl/installation.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/bus/client.h"

static const char *const services[] = {"intake", "dispatch", "deadline", "report",
                                       "relay",  "contact",  "notify",   "tally"};
enum { SERVICE_COUNT = sizeof services / sizeof *services, ASK_AGAIN_MS = 200 };

static void process_add(struct installation *installation, const char *service, int instance)
{
    if (installation->count == INSTALLATION_PROCESSES_MAX)
        return;
    struct supervised *process = &installation->processes[installation->count++];
    *process = (struct supervised){.instance = instance};
    snprintf(process->service, sizeof process->service, "%s", service);
    if (instance < 0)
        snprintf(process->name, sizeof process->name, "%s", service);
    else
        snprintf(process->name, sizeof process->name, "%.32s-%d", service, instance);
}

bool installation_read(struct installation *installation, struct ctl *ctl)
{
    char path[sizeof installation->home + 64];
    memset(installation, 0, sizeof *installation);
    installation->settings = ctl_settings(ctl);
    if (!installation->settings)
        return false;
    snprintf(installation->home, sizeof installation->home, "%s", settings_home(ctl->home));
    snprintf(path, sizeof path, "%s/service/postgres", installation->home);
    if (access(path, F_OK) == 0)
        process_add(installation, "postgres", -1);
    for (size_t i = 0; i < SERVICE_COUNT; i++)
        for (int instance = 0; instance < settings_workers(installation->settings, services[i]); instance++)
            process_add(installation, services[i], instance);
    installation_read_processes(installation);
    return true;
}

void installation_read_processes(struct installation *installation)
{
    for (size_t i = 0; i < installation->count; i++)
        supervision_read(installation->home, &installation->processes[i]);
}

static struct supervised *process_find(struct installation *installation, const char *service, int64_t instance)
{
    for (size_t i = 0; i < installation->count; i++) {
        struct supervised *process = &installation->processes[i];
        if (process->instance == instance && strcmp(process->service, service) == 0)
            return process;
    }
    return NULL;
}

/* Files a worker's answer under its instance; true where it is the first of that worker. */
static bool answer_file(struct installation *installation, const struct bus_answer *answer)
{
    const char *service;
    json_int_t instance, commands, batches, refused, lag;
    int database, first = 0;
    json_t *body = answer->answered && answer->status == REPLY_OK ? json_loads(answer->body, 0, NULL) : NULL;
    if (body &&
        json_unpack(body, "{s:s, s:I, s:b, s:I, s:I, s:I, s:I}", "service", &service, "instance", &instance, "database",
                    &database, "commands", &commands, "batches", &batches, "refused", &refused, "lag", &lag) == 0) {
        struct supervised *process = process_find(installation, service, instance);
        first = process && !process->answer.answered;
        if (process)
            process->answer = (struct worker_answer){true, database, commands, batches, refused, lag};
    }
    json_decref(body);
    return first;
}

/* A client gives each request to its least loaded worker, so that as many at once as there are workers reach them all.
 */
static void service_ask(struct installation *installation, const char *service, int64_t until)
{
    int workers = settings_workers(installation->settings, service), missing = workers;
    struct bus_client_options options = {.run = installation->settings->run, .service = service, .workers = workers};
    struct bus_client *client = bus_client_new(&options);
    while (missing > 0 && instant_now() < until) {
        int64_t deadline = instant_now() + ASK_AGAIN_MS < until ? instant_now() + ASK_AGAIN_MS : until;
        struct bus_answer answer;
        for (int i = 0; i < workers; i++)
            bus_client_send(client, "service.status", NULL, deadline, "{}", 2, NULL);
        while (bus_client_pending(client) > 0)
            if (bus_client_receive(client, ASK_AGAIN_MS, &answer) && answer_file(installation, &answer))
                missing--;
    }
    bus_client_destroy(&client);
}

/* Only services of which a process runs are asked: nobody else could answer. */
void installation_ask_workers(struct installation *installation, int milliseconds)
{
    for (size_t i = 0; i < SERVICE_COUNT; i++) {
        bool up = false;
        for (size_t j = 0; j < installation->count; j++)
            up |= installation->processes[j].up && strcmp(installation->processes[j].service, services[i]) == 0;
        if (up)
            service_ask(installation, services[i], instant_now() + milliseconds);
    }
}

bool supervised_is_ready(const struct supervised *process, bool database)
{
    return process->up && (process->instance < 0 ? database : process->answer.answered && process->answer.database);
}
