/* Complaints as fast as intake takes them: each process keeps its window full. What counts is what was answered, from
 * the first request to the last answer. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "tests/bench/clients.h"
#include "tests/bench/complaint.h"
#include "tests/bench/histogram.h"

enum { DEADLINE_MS = 60000 };

/* What one process saw, in memory shared with the first. */
struct outcome {
    uint64_t accepted, refused;
    int64_t ended; /* monotonic µs of the last answer */
    struct histogram waits;
};

/* One process: its client, and for each place in the window when the request there was sent. */
struct submitter {
    const struct complaints *complaints;
    struct bus_client *client;
    struct outcome *outcome;
    int64_t *sent, **free; /* monotonic µs; places that are free */
    size_t free_count, next;
};

static void answer_take(struct submitter *submitter, const struct bus_answer *answer)
{
    struct outcome *outcome = submitter->outcome;
    int64_t now = instant_monotonic(), *sent = answer->context;
    submitter->free[submitter->free_count++] = sent;
    if (answer->status == REPLY_OK) {
        outcome->accepted++;
        outcome->ended = now;
        histogram_add(&outcome->waits, now - *sent);
    } else if (outcome->refused++ == 0) {
        fprintf(stderr, "steward-bench: a complaint was not accepted: %s\n", answer->body);
    }
}

static void window_fill(struct submitter *submitter)
{
    char key[IDENTIFIER_BYTES];
    while (submitter->free_count > 0) {
        const struct complaints *complaints = submitter->complaints;
        const struct complaint *complaint = &complaints->items[submitter->next++ % complaints->count];
        int64_t *sent = submitter->free[--submitter->free_count];
        identifier_new(key);
        *sent = instant_monotonic();
        bus_client_send(submitter->client, "ticket.submit", key, instant_now() + DEADLINE_MS, complaint->body,
                        complaint->length, sent);
    }
}

static void submitter_open(struct submitter *submitter, const struct options *options,
                           const struct complaints *complaints, struct outcome *outcome)
{
    *submitter = (struct submitter){.complaints = complaints, .outcome = outcome, .free_count = options->window};
    submitter->client = options_client(options, "intake", options->window);
    submitter->sent = memory_new(options->window, sizeof *submitter->sent);
    submitter->free = memory_new(options->window, sizeof(int64_t *));
    for (size_t i = 0; i < options->window; i++)
        submitter->free[i] = &submitter->sent[i];
}

static void submitter_close(struct submitter *submitter)
{
    bus_client_destroy(&submitter->client);
    free(submitter->sent);
    free(submitter->free);
}

static void process_run(const struct options *options, const struct complaints *complaints, struct outcome *outcome)
{
    struct submitter submitter;
    struct bus_answer answer;
    submitter_open(&submitter, options, complaints, outcome);
    int64_t until = instant_monotonic() + (int64_t)(options->seconds * 1e6);
    while (instant_monotonic() < until) {
        window_fill(&submitter);
        for (int wait = 100; bus_client_receive(submitter.client, wait, &answer); wait = 0)
            answer_take(&submitter, &answer);
    }
    while (bus_client_pending(submitter.client) > 0)
        if (bus_client_receive(submitter.client, 1000, &answer))
            answer_take(&submitter, &answer);
    submitter_close(&submitter);
}

/* Runs every process and waits for all. */
static void processes_run(const struct options *options, const struct complaints *complaints, struct outcome *outcomes)
{
    for (unsigned i = 0; i < options->processes; i++) {
        pid_t process = fork();
        if (process < 0)
            abort();
        if (process == 0) {
            process_run(options, complaints, &outcomes[i]);
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
}

int submit_run(const struct options *options)
{
    size_t size = options->processes * sizeof(struct outcome);
    struct outcome *outcomes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (outcomes == MAP_FAILED)
        abort();
    struct complaints complaints;
    complaints_read(&complaints, options->complaints, options->city);
    int64_t began = instant_now(), start = instant_monotonic();
    processes_run(options, &complaints, outcomes);
    struct outcome *all = &outcomes[0];
    for (unsigned i = 1; i < options->processes; i++) {
        all->accepted += outcomes[i].accepted;
        all->refused += outcomes[i].refused;
        all->ended = outcomes[i].ended > all->ended ? outcomes[i].ended : all->ended;
        histogram_merge(&all->waits, &outcomes[i].waits);
    }
    double seconds = (double)(all->ended - start) / 1e6;
    printf("{\"accepted\":%llu,\"refused\":%llu,\"began\":%lld,\"ended\":%lld,\"seconds\":%.3f,\"rate\":%.0f,"
           "\"p50\":%.2f,\"p99\":%.2f}\n",
           (unsigned long long)all->accepted, (unsigned long long)all->refused, (long long)began,
           (long long)began + (all->ended - start) / 1000, seconds, seconds > 0 ? (double)all->accepted / seconds : 0,
           histogram_quantile(&all->waits, 0.5), histogram_quantile(&all->waits, 0.99));
    bool whole = all->refused == 0 && all->accepted > 0;
    complaints_forget(&complaints);
    munmap(outcomes, size);
    return whole ? 0 : 1;
}
