/* Clocks worked out the slow way. */
#include "tests/unit/time_clock_walk.h"

static bool brings_calendar(enum clock_change change)
{
    return change == CLOCK_STARTED || change == CLOCK_CALENDAR_CHANGED || change == CLOCK_MOVED;
}

bool walk_paused(const struct walk_ledger *ledger, int count)
{
    while (count--)
        if (ledger->entries[count].change == CLOCK_PAUSED || ledger->entries[count].change == CLOCK_RESUMED)
            return ledger->entries[count].change == CLOCK_PAUSED;
    return false;
}

bool walk_stopped(const struct walk_ledger *ledger, int count)
{
    while (count--)
        if (ledger->entries[count].change == CLOCK_STOPPED || ledger->entries[count].change == CLOCK_RUN_ON)
            return ledger->entries[count].change == CLOCK_STOPPED;
    return false;
}

struct limit walk_limit(const struct walk_ledger *ledger, int count)
{
    while (ledger->entries[--count].change != CLOCK_STARTED && ledger->entries[count].change != CLOCK_LIMIT_CHANGED)
        ;
    return ledger->entries[count].limit;
}

const struct oracle *walk_oracle(const struct walk_ledger *ledger, int count)
{
    while (!brings_calendar(ledger->entries[--count].change))
        ;
    return ledger->oracles[count];
}

static int64_t day_left(const struct oracle *oracle, enum limit_kind kind, int64_t instant)
{
    return oracle_mark_day(oracle, kind, instant) - oracle_mark(oracle, kind, instant);
}

/* What is used, at the change to another calendar: in days, aligned with the end of its day. */
static int64_t aligned(int64_t used, const struct oracle *old, const struct oracle *new, enum limit_kind kind,
                       int64_t at)
{
    int64_t by_day_end = used + day_left(old, kind, at);
    if (kind != LIMIT_WORKING_DAYS || oracle_works(new, at))
        return by_day_end - day_left(new, kind, at);
    if (used >= 0)
        return used;
    return by_day_end < 0 ? by_day_end : 0;
}

int64_t walk_used(const struct walk_ledger *ledger, int count, enum limit_kind kind, int64_t now)
{
    const struct oracle *oracle = ledger->oracles[0];
    int64_t from = ledger->entries[0].at, used = -day_left(oracle, kind, from);
    bool runs = true;
    for (int i = 1; i < count; i++) {
        const struct clock_entry *entry = &ledger->entries[i];
        bool changes = brings_calendar(entry->change);
        if (runs && (changes || entry->change == CLOCK_PAUSED))
            used += oracle_mark(oracle, kind, entry->at) - oracle_mark(oracle, kind, from);
        if (runs && changes)
            used = aligned(used, oracle, ledger->oracles[i], kind, entry->at);
        if (changes || entry->change == CLOCK_PAUSED || entry->change == CLOCK_RESUMED)
            from = entry->at;
        if (changes)
            oracle = ledger->oracles[i];
        runs = entry->change == CLOCK_RESUMED || (runs && entry->change != CLOCK_PAUSED);
    }
    return used + (runs ? oracle_mark(oracle, kind, now) - oracle_mark(oracle, kind, from) : 0);
}

/* The first ms after `from` at which `left` is used, by halving what is left of the years. */
static bool due_search(const struct oracle *oracle, enum limit_kind kind, int64_t from, int64_t left, int64_t *due)
{
    int64_t wanted = oracle_mark(oracle, kind, from) + left, low = from;
    const struct oracle_day *last = &oracle->days[oracle->date_count - 1];
    int64_t end = 1000 * (last[1].begins > last->closes ? last[1].begins : last->closes);
    int64_t high = kind == LIMIT_CONTINUOUS ? wanted : end;
    int64_t days = kind == LIMIT_WORKING_DAYS ? last[1].before : oracle->date_count;
    if (kind >= LIMIT_WORKING_DAYS && wanted > days * LIMIT_DAY_MS)
        return false;
    if (kind == LIMIT_WORKING_TIME && oracle_mark(oracle, kind, high) < wanted)
        return false;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (oracle_mark(oracle, kind, middle) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    *due = low;
    return true;
}

bool walk_due(const struct walk_ledger *ledger, int64_t *due)
{
    int last = ledger->count - 1;
    const struct clock_entry *entry = &ledger->entries[last];
    struct limit limit = walk_limit(ledger, ledger->count);
    int64_t left = limit.milliseconds - walk_used(ledger, ledger->count, limit.kind, entry->at);
    int64_t before = last ? ledger->dues[last - 1] : NO_INSTANT;
    *due = before;
    if (entry->change == CLOCK_STOPPED || entry->change == CLOCK_RUN_ON || entry->change == CLOCK_EXEMPTED)
        return true;
    if (before != NO_INSTANT && before <= entry->at && (left <= 0 || entry->change != CLOCK_LIMIT_CHANGED))
        return true; /* late */
    *due = walk_paused(ledger, ledger->count) ? NO_INSTANT : entry->at;
    if (*due == NO_INSTANT || left <= 0)
        return true;
    return due_search(walk_oracle(ledger, ledger->count), limit.kind, entry->at, left, due);
}

bool walk_due_by_seconds(const struct walk_ledger *ledger, int64_t *due)
{
    const struct oracle *oracle = ledger->oracles[0];
    struct limit limit = ledger->entries[0].limit;
    int64_t second = ledger->entries[0].at / 1000, used = 0;
    bool runs = true;
    for (int next = 1; second < oracle->last; second++) {
        while (next < ledger->count && ledger->entries[next].at == second * 1000)
            runs = ledger->entries[next++].change == CLOCK_RESUMED;
        const uint32_t *at = &oracle->worked[second - oracle->first];
        if (runs && (limit.kind == LIMIT_CONTINUOUS || at[1] > at[0]))
            used += 1000;
        if (runs && used >= limit.milliseconds) {
            *due = second * 1000 + 1000 - (used - limit.milliseconds);
            return true;
        }
        if (!runs && next == ledger->count)
            break;
    }
    *due = NO_INSTANT;
    return !runs;
}
