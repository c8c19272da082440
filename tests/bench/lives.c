/* Whole lives: many tickets are under way, and each one's moves are made one after the other. What counts is the
 * lives that have ended, from the first request to the last answer; lives begin until the time is over. */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "tests/bench/clients.h"
#include "tests/bench/histogram.h"
#include "tests/bench/life.h"

enum { DEADLINE_MS = 60000 };

struct lives {
    const struct options *options;
    struct complaints complaints;
    struct bus_client *intake, *dispatch;
    struct life *items;
    size_t begun, under_way;
    uint64_t ended, refused, moves;
    int64_t until, last; /* monotonic µs */
    struct histogram waits;
};

static void life_send(struct lives *lives, struct life *life)
{
    char space[LIFE_BODY_BYTES], key[IDENTIFIER_BYTES];
    const char *body;
    size_t length;
    const char *message = life_next(life, lives->options->city, space, &body, &length);
    identifier_new(key);
    life->sent = instant_monotonic();
    bus_client_send(life_at_intake(life) ? lives->intake : lives->dispatch, message, key, instant_now() + DEADLINE_MS,
                    body, length, life);
}

/* A new life in this place, as long as there is time. */
static void life_begin(struct lives *lives, struct life *life)
{
    if (instant_monotonic() >= lives->until)
        return;
    *life = (struct life){.complaint = &lives->complaints.items[lives->begun++ % lives->complaints.count]};
    lives->under_way++;
    life_send(lives, life);
}

static void life_end(struct lives *lives, struct life *life)
{
    lives->under_way--;
    life_begin(lives, life);
}

static void answer_take(struct lives *lives, const struct bus_answer *answer)
{
    struct life *life = answer->context;
    int64_t now = instant_monotonic();
    if (answer->status != REPLY_OK || !life_advance(life, answer->body)) {
        if (lives->refused++ == 0)
            fprintf(stderr, "steward-bench: move %d was not made: %s\n", life->move, answer->body);
        life_end(lives, life);
        return;
    }
    histogram_add(&lives->waits, now - life->sent);
    lives->moves++;
    lives->last = now;
    if (life->move < LIFE_MOVES) {
        life_send(lives, life);
        return;
    }
    lives->ended++;
    life_end(lives, life);
}

/* Takes every answer that is there; false where there was none. */
static bool client_drain(struct lives *lives, struct bus_client *client, int milliseconds)
{
    struct bus_answer answer;
    bool any = false;
    for (; bus_client_receive(client, milliseconds, &answer); milliseconds = 0) {
        answer_take(lives, &answer);
        any = true;
    }
    return any;
}

static void lives_live(struct lives *lives)
{
    for (size_t i = 0; i < lives->options->window; i++)
        life_begin(lives, &lives->items[i]);
    while (lives->under_way > 0) {
        bool any = client_drain(lives, lives->intake, 0);
        any = client_drain(lives, lives->dispatch, 0) || any;
        if (!any)
            client_drain(lives, bus_client_pending(lives->dispatch) > 0 ? lives->dispatch : lives->intake, 1);
    }
}

int lives_run(const struct options *options)
{
    struct lives *lives = memory_new(1, sizeof *lives);
    lives->options = options;
    complaints_read(&lives->complaints, options->complaints, options->city);
    lives->intake = options_client(options, "intake", options->window);
    lives->dispatch = options_client(options, "dispatch", options->window);
    lives->items = memory_new(options->window, sizeof *lives->items);
    int64_t start = instant_monotonic();
    lives->until = start + (int64_t)(options->seconds * 1e6);
    lives_live(lives);
    double seconds = (double)(lives->last - start) / 1e6;
    printf(
        "{\"lives\":%llu,\"moves\":%llu,\"refused\":%llu,\"seconds\":%.3f,\"rate\":%.0f,\"p50\":%.2f,\"p99\":%.2f}\n",
        (unsigned long long)lives->ended, (unsigned long long)lives->moves, (unsigned long long)lives->refused, seconds,
        seconds > 0 ? (double)lives->ended / seconds : 0, histogram_quantile(&lives->waits, 0.5),
        histogram_quantile(&lives->waits, 0.99));
    bool whole = lives->refused == 0 && lives->ended > 0;
    bus_client_destroy(&lives->intake);
    bus_client_destroy(&lives->dispatch);
    complaints_forget(&lives->complaints);
    free(lives->items);
    free(lives);
    return whole ? 0 : 1;
}
