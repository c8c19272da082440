/* Explaining a due time. */
#include "common/time/explain.h"

#include <stdlib.h>

#include "common/base/memory.h"

struct telling {
    struct explain *explain;
    const struct clock_entry *entries;
    size_t count, next;              /* the entry that comes next */
    const struct calendar *calendar; /* in force */
    int64_t now;                     /* NO_INSTANT: told already, or not to be told */
    int64_t due_told;                /* the due time that has been told as reached */
};

static int64_t positive(int64_t ms)
{
    return ms > 0 ? ms : 0;
}

/* What is used up of the limit at an instant of the stretch that runs now; below 0 on the day of the start. */
static int used_at(const struct telling *telling, int64_t instant, int64_t *used)
{
    const struct clock_state *state = &telling->explain->state;
    int64_t from = 0, to = 0;
    int missing = calendar_mark(telling->calendar, state->limit.kind, state->settled_at, &from);
    if (!missing)
        missing = calendar_mark(telling->calendar, state->limit.kind, instant, &to);
    *used = clock_used_ms(state, state->limit.kind) + to - from;
    return missing;
}

static struct explain_line *line_add(struct telling *telling, enum explain_kind kind, int64_t from, int64_t used)
{
    struct explain *explain = telling->explain;
    const struct clock_state *state = &explain->state;
    memory_reserve((void **)&explain->lines, &explain->capacity, explain->count + 1, sizeof *explain->lines);
    struct explain_line *line = &explain->lines[explain->count++];
    *line = (struct explain_line){
        .kind = kind,
        .from = from,
        .to = from,
        .calendar = telling->calendar,
        .limit = state->limit,
        .used_ms = positive(used),
        .left_ms = state->limit.milliseconds - positive(used),
        .due_at = state->due_at,
        .date = -1,
        .name = "",
    };
    return line;
}

/* What ran of a day: its working time, or all of it where all of it counts. */
static void intervals_fill(struct explain_line *line)
{
    struct calendar_day day;
    bool whole = line->limit.kind == LIMIT_CONTINUOUS || line->limit.kind == LIMIT_CALENDAR_DAYS;
    line->intervals[0] = (struct calendar_interval){line->from, line->to};
    line->interval_count = 1;
    if (!line->calendar)
        return;
    line->date = calendar_date(line->calendar, line->from);
    if (calendar_day(line->calendar, line->date, &day) == 0) {
        line->day_kind = day.kind;
        line->name = day.name;
        line->working = day.working;
    }
    if (!whole)
        line->interval_count =
            calendar_intervals(line->calendar, line->from, line->to, EXPLAIN_INTERVALS_MOST, line->intervals);
}

static void day_tell(struct telling *telling, int64_t from, int64_t to, int64_t before, int64_t after)
{
    struct explain_line *line = line_add(telling, EXPLAIN_DAY, from, after);
    line->to = to;
    line->counted_ms = positive(after) - positive(before);
    intervals_fill(line);
    line->start_day = before < 0 && line->counted_ms == 0;
}

/* One day's part of a stretch that runs; false where the rest of it is in a year that is not loaded. */
static bool part_tell(struct telling *telling, int64_t from, int64_t to, int64_t stretch_ends)
{
    int64_t before = 0, after = 0;
    int missing = used_at(telling, from, &before);
    if (!missing)
        missing = used_at(telling, to, &after);
    if (!missing) {
        day_tell(telling, from, to, before, after);
        return true;
    }
    struct explain_line *line = line_add(telling, EXPLAIN_UNKNOWN, from, before);
    line->to = stretch_ends;
    line->missing = missing;
    return false;
}

/* The due time is reached at an instant, or it is now. */
static void moments_tell(struct telling *telling, int64_t instant)
{
    const struct clock_state *state = &telling->explain->state;
    int64_t used = 0;
    if (telling->now != instant && (state->due_at != instant || telling->due_told == instant))
        return;
    if (used_at(telling, instant, &used) != 0)
        return;
    if (telling->now == instant) {
        line_add(telling, EXPLAIN_NOW, instant, used);
        telling->now = NO_INSTANT;
    }
    if (state->due_at == instant && telling->due_told != instant) {
        line_add(telling, EXPLAIN_DUE, instant, used);
        telling->due_told = instant;
    }
}

static int64_t sooner(int64_t end, int64_t moment, int64_t from)
{
    return moment > from && moment < end ? moment : end;
}

/* A stretch that runs, day by day, also divided where it is due and where it is now. */
static void stretch_tell(struct telling *telling, int64_t from, int64_t to)
{
    moments_tell(telling, from);
    while (from < to) {
        int64_t begins = 0, end = to;
        if (telling->calendar)
            calendar_bounds(telling->calendar, calendar_date(telling->calendar, from), &begins, &end);
        end = end < to ? end : to;
        end = sooner(end, telling->explain->state.due_at, from);
        end = sooner(end, telling->now, from);
        if (!part_tell(telling, from, end, to))
            return;
        moments_tell(telling, end);
        from = end;
    }
}

/* Is it stopped, and does not run on later as if it were not? */
static bool stops(const struct telling *telling)
{
    if (telling->explain->state.stopped_at == NO_INSTANT)
        return false;
    for (size_t i = telling->next; i < telling->count; i++)
        if (telling->entries[i].change == CLOCK_RUN_ON)
            return false;
    return true;
}

static void pause_tell(struct telling *telling, int64_t from, int64_t to)
{
    const struct clock_state *state = &telling->explain->state;
    struct explain_line *line = line_add(telling, EXPLAIN_PAUSE, from, clock_used_ms(state, state->limit.kind));
    line->to = to;
}

/* What comes after an entry until the next one, or until it is due. */
static void after_tell(struct telling *telling, int64_t at)
{
    const struct clock_state *state = &telling->explain->state;
    bool last = telling->next == telling->count;
    int64_t to = last ? NO_INSTANT : telling->entries[telling->next].at;
    if (state->paused) {
        if (last ? state->stopped_at == NO_INSTANT : to > at)
            pause_tell(telling, at, to);
        return;
    }
    if (stops(telling))
        return;
    stretch_tell(telling, at, last ? state->due_at : to);
}

static int entry_tell(struct telling *telling)
{
    const struct clock_entry *entry = &telling->entries[telling->next];
    struct clock_state *state = &telling->explain->state;
    int64_t used = 0;
    int missing = 0, problem = clock_take(state, telling->calendar, entry);
    if (problem)
        return problem;
    telling->next++;
    if (entry->change == CLOCK_STARTED || entry->change == CLOCK_CALENDAR_CHANGED || entry->change == CLOCK_MOVED)
        telling->calendar = entry->calendar;
    if (state->paused)
        used = clock_used_ms(state, state->limit.kind);
    else
        missing = used_at(telling, stops(telling) ? state->stopped_at : entry->at, &used);
    struct explain_line *line = line_add(telling, EXPLAIN_ENTRY, entry->at, used);
    line->entry = *entry;
    line->missing = missing;
    after_tell(telling, entry->at);
    return 0;
}

/* A clock that is late runs on: how late it is now. */
static void lateness_tell(struct telling *telling)
{
    const struct clock_state *state = &telling->explain->state;
    int64_t used = clock_used_ms(state, state->limit.kind);
    if (telling->now == NO_INSTANT || state->stopped_at != NO_INSTANT || telling->now < state->settled_at)
        return;
    if (state->paused || used_at(telling, telling->now, &used) == 0)
        line_add(telling, EXPLAIN_NOW, telling->now, used);
}

int explain_make(struct explain *explain, const struct clock_entry *entries, size_t count, int64_t now)
{
    struct telling telling = {
        .explain = explain, .entries = entries, .count = count, .now = now, .due_told = NO_INSTANT};
    *explain = (struct explain){.state = CLOCK_NEW};
    while (telling.next < count) {
        int problem = entry_tell(&telling);
        if (problem)
            return problem;
    }
    lateness_tell(&telling);
    return 0;
}

void explain_clear(struct explain *explain)
{
    free(explain->lines);
    *explain = (struct explain){.state = CLOCK_NEW};
}
