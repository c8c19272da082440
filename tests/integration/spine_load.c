/* spine-load JOURNAL - submits complaints and accepts each, until SIGTERM; then waits for the answers that are still
 * missing. Every acknowledged ticket is a line of the journal. A request without an answer is asked again with its key,
 * so that in the end all that is stored is acknowledged. Exit status 1 where something has no good answer. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/bus/client.h"
#include "tests/scenario/world.h"

enum { ERRANDS = 32, TRY_MS = 1000, DEADLINE_MS = 5000, PATIENCE_MS = 90000, BODY_BYTES = 256 };

/* One complaint on its way: submitted, then accepted. */
struct errand {
    bool accepting, idle;
    char key[IDENTIFIER_BYTES];
    long long ticket;
};

struct load {
    struct bus_client *intake, *dispatch;
    struct errand errands[ERRANDS];
    FILE *journal;
    long acknowledged, asked_again, wrong;
};

static volatile sig_atomic_t told_to_end;

static void end_note(int signal)
{
    (void)signal;
    told_to_end = 1;
}

/* Sends the errand's present request; its key is kept for each retry. */
static void errand_send(struct load *load, struct errand *errand)
{
    char body[BODY_BYTES];
    int length =
        errand->accepting
            ? snprintf(body, sizeof body, "{\"city\":\"mini\",\"actor\":\"operator\",\"ticket\":%lld}", errand->ticket)
            : snprintf(body, sizeof body,
                       "{\"city\":\"mini\",\"actor\":\"resident\",\"channel\":\"app\","
                       "\"category\":\"unrouted\",\"area\":\"west.bridge\",\"title\":\"%s\"}",
                       errand->key);
    struct bus_client *client = errand->accepting ? load->dispatch : load->intake;
    const char *message = errand->accepting ? "ticket.accept" : "ticket.submit";
    if (!bus_client_send(client, message, errand->key, instant_now() + DEADLINE_MS, body, (size_t)length, errand))
        load->wrong++;
}

static void errand_begin(struct load *load, struct errand *errand)
{
    *errand = (struct errand){.idle = told_to_end};
    if (errand->idle)
        return;
    identifier_new(errand->key);
    errand_send(load, errand);
}

static void answer_take(struct load *load, const struct bus_answer *answer)
{
    struct errand *errand = answer->context;
    if (answer->status == REPLY_UNAVAILABLE || answer->status == REPLY_EXPIRED) {
        load->asked_again++;
        errand_send(load, errand);
    } else if (answer->status != REPLY_OK || sscanf(answer->body, "{\"ticket\":%lld", &errand->ticket) != 1) {
        fprintf(stderr, "%s: %s\n", reply_status_name(answer->status), answer->body);
        load->wrong++;
        errand->idle = true;
    } else if (errand->accepting) {
        errand_begin(load, errand);
    } else {
        fprintf(load->journal, "%lld\n", errand->ticket);
        load->acknowledged++;
        errand->accepting = true;
        identifier_new(errand->key);
        errand_send(load, errand);
    }
}

static void load_run(struct load *load)
{
    struct bus_answer answer;
    int64_t last = INT64_MAX;
    for (int i = 0; i < ERRANDS; i++)
        errand_begin(load, &load->errands[i]);
    while (bus_client_pending(load->intake) || bus_client_pending(load->dispatch)) {
        if (bus_client_receive(load->intake, 1, &answer))
            answer_take(load, &answer);
        if (bus_client_receive(load->dispatch, 1, &answer))
            answer_take(load, &answer);
        if (told_to_end && last == INT64_MAX)
            last = instant_now() + PATIENCE_MS;
        if (instant_now() > last) {
            fprintf(stderr, "no answer for a minute and a half\n");
            load->wrong++;
            return;
        }
    }
}

static struct bus_client *client_new(const struct world *world, const char *service)
{
    return bus_client_new(&(struct bus_client_options){.run = world_settings(world)->run,
                                                       .service = service,
                                                       .workers = settings_workers(world_settings(world), service),
                                                       .try_ms = TRY_MS,
                                                       .window = ERRANDS});
}

int main(int argc, char **argv)
{
    struct load load = {.journal = argc == 2 ? fopen(argv[1], "w") : NULL};
    if (!load.journal) {
        fprintf(stderr, "usage: spine-load JOURNAL\n");
        return 2;
    }
    struct world *world = world_new();
    load.intake = client_new(world, "intake");
    load.dispatch = client_new(world, "dispatch");
    setvbuf(load.journal, NULL, _IOLBF, 0);
    signal(SIGTERM, end_note);
    load_run(&load);
    printf("acknowledged %ld, asked again %ld, wrong %ld\n", load.acknowledged, load.asked_again, load.wrong);
    bus_client_destroy(&load.intake);
    bus_client_destroy(&load.dispatch);
    world_destroy(&world);
    return fclose(load.journal) != 0 || load.wrong != 0 || load.acknowledged == 0;
}
