/* Following the log: heads from heartbeats, ownership from a session lock, the cursor from its row. */
#include "common/service/follower.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/store/queries.h"

enum { CLAIM_US = 1000000, SILENCE_US = 2500000, GROWTH_US = 500000 }; /* relay's heartbeat comes each second */

struct follower {
    const char *consumer;
    struct followed *cities;
    size_t count, capacity, next;
    int claim, read; /* statements of the claim under way; -1: not sent */
};

struct follower *follower_new(const char *consumer)
{
    struct follower *follower = memory_new(1, sizeof *follower);
    follower->consumer = consumer;
    return follower;
}

void follower_destroy(struct follower **follower)
{
    if (!*follower)
        return;
    free((*follower)->cities);
    free(*follower);
    *follower = NULL;
}

void follower_add(struct follower *follower, int32_t city_id, const char *code)
{
    for (size_t i = 0; i < follower->count; i++)
        if (follower->cities[i].city_id == city_id)
            return;
    memory_reserve((void **)&follower->cities, &follower->capacity, follower->count + 1, sizeof *follower->cities);
    struct followed *followed = &follower->cities[follower->count++];
    memset(followed, 0, sizeof *followed);
    followed->city_id = city_id;
    followed->claimed = -CLAIM_US;
    snprintf(followed->code, sizeof followed->code, "%s", code);
}

static void growth_note(struct followed *followed, int64_t now)
{
    if (now - followed->marked < GROWTH_US)
        return;
    if (followed->marked)
        followed->growth = (followed->head - followed->marked_head) * 1000000 / (now - followed->marked);
    followed->marked_head = followed->head;
    followed->marked = now;
}

void follower_hear(struct follower *follower, const char *code, int64_t head, int64_t now)
{
    for (size_t i = 0; i < follower->count; i++)
        if (strcmp(follower->cities[i].code, code) == 0) {
            if (head > follower->cities[i].head)
                follower->cities[i].head = head;
            follower->cities[i].heard = now;
            growth_note(&follower->cities[i], now);
        }
}

void follower_disown(struct follower *follower)
{
    for (size_t i = 0; i < follower->count; i++)
        follower->cities[i].owned = false;
}

struct followed *follower_next(struct follower *follower)
{
    for (size_t i = 0; i < follower->count; i++) {
        struct followed *followed = &follower->cities[(follower->next + i) % follower->count];
        if (followed->owned && followed->head > followed->pos) {
            follower->next = (follower->next + i + 1) % follower->count;
            return followed;
        }
    }
    return NULL;
}

bool follower_owns(const struct follower *follower, int32_t city_id)
{
    for (size_t i = 0; i < follower->count; i++)
        if (follower->cities[i].city_id == city_id)
            return follower->cities[i].owned;
    return false;
}

int64_t follower_growth(const struct follower *follower)
{
    int64_t growth = 0;
    for (size_t i = 0; i < follower->count; i++)
        if (follower->cities[i].owned)
            growth += follower->cities[i].growth;
    return growth;
}

int64_t follower_lag(const struct follower *follower)
{
    int64_t lag = 0;
    for (size_t i = 0; i < follower->count; i++)
        if (follower->cities[i].owned && follower->cities[i].head > follower->cities[i].pos)
            lag += follower->cities[i].head - follower->cities[i].pos;
    return lag;
}

struct followed *follower_to_claim(struct follower *follower, int64_t now, int64_t *wake)
{
    for (size_t i = 0; i < follower->count; i++) {
        struct followed *followed = &follower->cities[i];
        int64_t due = followed->owned ? followed->heard + SILENCE_US : followed->claimed + CLAIM_US;
        if (due <= now)
            return followed;
        if (due < *wake)
            *wake = due;
    }
    return NULL;
}

static void claim_send(struct follower *follower, const struct followed *followed, struct store *store)
{
    struct parameter of[] = {P_TEXT(follower->consumer, strlen(follower->consumer)), P_INTEGER(followed->city_id)};
    follower->claim = -1;
    if (!followed->owned) {
        follower->claim = store_send(store, &query_cursor_claim, of, 2);
        store_send(store, &query_cursor_make, of, 2);
    }
    follower->read = store_send(store, &query_cursor_read, of, 2);
}

bool follower_claim(struct follower *follower, struct followed *followed, struct store *store, int step, int64_t now)
{
    if (step == 0) {
        claim_send(follower, followed, store);
        followed->claimed = now;
        return true;
    }
    followed->heard = now;
    bool won = follower->claim >= 0 && store_integer(store, follower->claim, 0, 0);
    if ((won || followed->owned) && store_rows(store, follower->read) == 1) {
        followed->owned = true;
        followed->pos = store_integer(store, follower->read, 0, 0);
        int64_t head = store_integer(store, follower->read, 0, 1);
        if (head > followed->head)
            followed->head = head;
    }
    if (won)
        log_info("active consumer=%s city=%s position=%lld", follower->consumer, followed->code,
                 (long long)followed->pos);
    return false;
}

int follower_move(struct follower *follower, struct followed *followed, struct store *store, int64_t to, int64_t own)
{
    struct parameter of[] = {P_TEXT(follower->consumer, strlen(follower->consumer)), P_INTEGER(followed->city_id),
                             P_BIGINT(followed->pos), P_BIGINT(to), P_BIGINT(own)};
    return store_send(store, &query_cursor_move, of, 5);
}

bool follower_moved(struct followed *followed, struct store *store, int statement)
{
    followed->owned = store_rows(store, statement) == 1;
    if (!followed->owned)
        return false;
    followed->pos = store_integer(store, statement, 0, 0);
    if (followed->head < followed->pos)
        followed->head = followed->pos;
    return true;
}
