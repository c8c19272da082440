/* The rate is kept over every span and not from one full minute to the next: no receiver counts more than it allows. */
#include "services/notify/outlet.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/notify_file.h"

enum { URGENT_PART = 4, NEVER_SENT = -1 };

int64_t backoff(int64_t first, int64_t most, int attempts, uint32_t random)
{
    int64_t cap = first;
    for (int i = 1; i < attempts && cap < most; i++)
        cap *= 2;
    cap = cap < most ? cap : most;
    return (int64_t)((uint64_t)cap * random >> 32);
}

void outlet_open(struct outlet *outlet, const struct notify_channel *channel)
{
    int rate = channel ? channel->rate : OUTLET_FLIGHTS_MOST;
    int64_t span = channel ? channel->rate_ms * 1000 : 0;
    outlet->channel = channel;
    if (rate == outlet->rate && span == outlet->span)
        return;
    free(outlet->sent);
    outlet->sent = memory_new((size_t)rate, sizeof *outlet->sent);
    for (int i = 0; i < rate; i++)
        outlet->sent[i] = NEVER_SENT;
    outlet->rate = rate;
    outlet->span = span;
    outlet->sent_next = 0;
}

void outlet_close(struct outlet *outlet)
{
    free(outlet->sent);
    outlet->sent = NULL;
    outlet->rate = 0;
}

/* The i-th place of the ring, counted from the oldest message. */
static int64_t sent_at(const struct outlet *outlet, int i)
{
    return outlet->sent[(outlet->sent_next + i) % outlet->rate];
}

static int rate_room(const struct outlet *outlet, int64_t now, bool urgent, int64_t *wake)
{
    int used = 0, first = -1, kept = urgent ? 0 : outlet->rate / URGENT_PART;
    for (int i = 0; i < outlet->rate; i++)
        if (sent_at(outlet, i) != NEVER_SENT && sent_at(outlet, i) + outlet->span > now) {
            first = first < 0 ? i : first;
            used++;
        }
    int room = outlet->rate - kept - used;
    if (room <= 0) /* so many of the oldest have to be out of the span first */
        *wake = sent_at(outlet, first - room) + outlet->span;
    return room > 0 ? room : 0;
}

int outlet_room(const struct outlet *outlet, int64_t now, bool urgent, int64_t *wake)
{
    *wake = INT64_MAX;
    int64_t closed_until = outlet->open_until > outlet->rest_until ? outlet->open_until : outlet->rest_until;
    if (closed_until > now) {
        *wake = closed_until;
        return 0;
    }
    int most = outlet->open_until ? 1 : OUTLET_FLIGHTS_MOST; /* half open: one */
    if (outlet->flights >= most)
        return 0;
    int room = rate_room(outlet, now, urgent, wake);
    return room < most - outlet->flights ? room : most - outlet->flights;
}

void outlet_depart(struct outlet *outlet, int64_t now)
{
    outlet->sent[outlet->sent_next] = now;
    outlet->sent_next = (outlet->sent_next + 1) % outlet->rate;
    outlet->flights++;
}

void outlet_return(struct outlet *outlet, bool well, int64_t now, uint32_t random)
{
    outlet->flights--;
    if (well) {
        outlet->failures = outlet->openings = 0;
        outlet->open_until = 0;
        return;
    }
    outlet->failures++;
    if (outlet->failures < BREAKER_FAILURES || !outlet->channel)
        return;
    if (outlet->open_until <= now) { /* those that were under way when it opened do not open it again */
        int64_t longest =
            backoff(outlet->channel->first_ms * 2, outlet->channel->most_ms, ++outlet->openings, UINT32_MAX);
        outlet->open_until = now + (longest / 2 + (int64_t)((uint64_t)longest * random >> 33)) * 1000;
    }
}

void outlet_rest(struct outlet *outlet, int64_t until)
{
    if (outlet->rest_until < until)
        outlet->rest_until = until;
}
