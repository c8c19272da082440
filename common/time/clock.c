/* Taking in the entries of a clock's ledger. What they mean stands in clock.h. */
#include "common/time/clock.h"

enum { IN_NEW = 1, IN_RUN = 2, IN_PAUSE = 4, IN_STOP = 8 };

/* In which states of a clock an entry can come. */
static const int possible_in[] = {
    [CLOCK_STARTED] = IN_NEW,
    [CLOCK_PAUSED] = IN_RUN,
    [CLOCK_RESUMED] = IN_PAUSE,
    [CLOCK_STOPPED] = IN_RUN | IN_PAUSE,
    [CLOCK_LIMIT_CHANGED] = IN_RUN | IN_PAUSE,
    [CLOCK_CALENDAR_CHANGED] = IN_RUN | IN_PAUSE,
    [CLOCK_MOVED] = IN_RUN | IN_PAUSE,
    [CLOCK_RUN_ON] = IN_STOP,
    [CLOCK_EXEMPTED] = IN_RUN | IN_PAUSE | IN_STOP,
};

static int state_now(const struct clock_state *state)
{
    if (state->started_at == NO_INSTANT)
        return IN_NEW;
    if (state->stopped_at != NO_INSTANT)
        return IN_STOP;
    return state->paused ? IN_PAUSE : IN_RUN;
}

static bool limit_possible(struct limit limit)
{
    return limit.kind >= LIMIT_CONTINUOUS && limit.kind <= LIMIT_CALENDAR_DAYS && limit.milliseconds >= 0 &&
           limit.milliseconds <= LIMIT_MOST_MS;
}

int64_t clock_earliest(const struct clock_state *state)
{
    return state->settled_at > state->stopped_at ? state->settled_at : state->stopped_at;
}

static bool entry_possible(const struct clock_state *state, const struct clock_entry *entry)
{
    bool sets_limit = entry->change == CLOCK_STARTED || entry->change == CLOCK_LIMIT_CHANGED;
    if (entry->change < CLOCK_STARTED || entry->change > CLOCK_EXEMPTED)
        return false;
    if (!(possible_in[entry->change] & state_now(state)) || (sets_limit && !limit_possible(entry->limit)))
        return false;
    if (entry->change == CLOCK_EXEMPTED && state->exempted)
        return false;
    return entry->at != NO_INSTANT && entry->at >= clock_earliest(state);
}

static bool kind_countable(const struct calendar *calendar, enum limit_kind kind)
{
    return calendar || kind == LIMIT_CONTINUOUS;
}

/* What a kind uses up from an instant - or from the end of its day - to another. */
static int span_count(const struct calendar *calendar, enum limit_kind kind, int64_t from, bool from_day_end,
                      int64_t to, int64_t *used)
{
    int64_t begin = 0, end = 0;
    if (!kind_countable(calendar, kind))
        return CLOCK_IMPOSSIBLE;
    int missing = (from_day_end ? calendar_mark_day : calendar_mark)(calendar, kind, from, &begin);
    if (!missing)
        missing = calendar_mark(calendar, kind, to, &end);
    *used = end - begin;
    return missing;
}

/* Adds what a running clock uses up until `at` in every kind. What cannot be counted is unknown from then on; where
 * that is the limit's kind, why. */
static int time_settle(struct clock_state *state, const struct calendar *calendar, int64_t at)
{
    for (enum limit_kind kind = LIMIT_CONTINUOUS; kind <= LIMIT_CALENDAR_DAYS; kind++) {
        int64_t *used = &state->used_ms[kind - 1], more = 0;
        if (*used == CLOCK_UNKNOWN)
            continue;
        int problem = span_count(calendar, kind, state->settled_at, false, at, &more);
        if (problem && kind == state->limit.kind)
            return problem;
        *used = problem ? CLOCK_UNKNOWN : *used + more;
    }
    state->settled_at = at;
    return 0;
}

/* Counts what is unknown from the start on, of a clock that has not paused since: where there was no calendar, or not
 * yet the table of a year. In days from the end of the day of the start. */
static int unknown_count(struct clock_state *state, const struct calendar *calendar)
{
    if (clock_used_ms(state, LIMIT_CONTINUOUS) != state->settled_at - state->started_at)
        return 0;
    for (enum limit_kind kind = LIMIT_WORKING_TIME; kind <= LIMIT_CALENDAR_DAYS; kind++) {
        int64_t *used = &state->used_ms[kind - 1], count = 0;
        if (*used != CLOCK_UNKNOWN)
            continue;
        int problem = span_count(calendar, kind, state->started_at, true, state->settled_at, &count);
        if (problem && kind == state->limit.kind)
            return problem;
        if (!problem)
            *used = count;
    }
    return 0;
}

/* Does a day count in a kind in days? */
static bool day_counts(const struct calendar *calendar, enum limit_kind kind, int64_t instant)
{
    struct calendar_day day = {.working = true};
    if (kind == LIMIT_WORKING_DAYS && calendar_day(calendar, calendar_date(calendar, instant), &day) != 0)
        return false;
    return day.working;
}

/* From `at` on a running clock is counted by another calendar; in days from the end of the day on, whose rest is the
 * old one's: so the clock stands as far before the end of the new one's day as if it had used that rest. Where the day
 * is one of rest now, what was used of it stays, and its rest is not counted. */
static int calendar_switch(struct clock_state *state, const struct calendar *old, const struct calendar *new,
                           int64_t at)
{
    for (enum limit_kind kind = LIMIT_WORKING_DAYS; kind <= LIMIT_CALENDAR_DAYS; kind++) {
        int64_t *used = &state->used_ms[kind - 1], past = 0, gone = 0;
        if (*used == CLOCK_UNKNOWN)
            continue;
        int problem = span_count(old, kind, at, true, at, &past); /* below 0: what is left of the day */
        if (!problem)
            problem = span_count(new, kind, at, true, at, &gone);
        if (problem && kind == state->limit.kind)
            return problem;
        if (problem)
            *used = CLOCK_UNKNOWN;
        else if (day_counts(new, kind, at))
            *used += gone - past;
        else if (*used < 0) /* a day of the start, which is not counted, goes by as it does */
            *used = *used - past < 0 ? *used - past : 0;
    }
    return 0;
}

/* When the limit is used up, as of `at`. */
static int due_derive(struct clock_state *state, const struct calendar *calendar, int64_t at, bool limit_set)
{
    int64_t left = state->limit.milliseconds - clock_used_ms(state, state->limit.kind), mark = 0;
    bool late = state->due_at != NO_INSTANT && state->due_at <= at;
    if (late && (left <= 0 || !limit_set))
        return 0;
    state->due_at = state->late_from = state->paused ? NO_INSTANT : at;
    if (state->paused || left <= 0)
        return 0;
    int missing = calendar_mark(calendar, state->limit.kind, state->settled_at, &mark);
    if (!missing)
        missing = calendar_reach(calendar, state->limit.kind, mark + left, &state->due_at);
    state->late_from = state->due_at;
    return missing;
}

/* A late clock goes on at `at`: the time after due that ran before its pause is kept, as much of the limit's kind and
 * no more of continuous time, so that no step after due is early. */
static int late_move(struct clock_state *state, const struct calendar *calendar, int64_t at)
{
    enum limit_kind kind = state->limit.kind;
    int64_t late = 0, mark = 0, from = at, continuous = at - (state->settled_at - state->late_from);
    int missing = span_count(calendar, kind, state->late_from, false, state->settled_at, &late);
    if (!missing)
        missing = calendar_mark(calendar, kind, at, &mark);
    if (!missing && late > 0 && calendar_reach(calendar, kind, mark - late, &from) != 0)
        from = state->late_from; /* before the calendar's first working time */
    state->late_from = from > continuous ? from : continuous;
    return missing;
}

static int clock_start(struct clock_state *state, const struct clock_entry *entry)
{
    *state = CLOCK_NEW;
    state->limit = entry->limit;
    state->started_at = state->settled_at = entry->at;
    for (int i = 1; i < LIMIT_KINDS; i++)
        state->used_ms[i] = CLOCK_UNKNOWN;
    int problem = unknown_count(state, entry->calendar);
    return problem ? problem : due_derive(state, entry->calendar, entry->at, true);
}

static int clock_pause(struct clock_state *state, const struct calendar *calendar, int64_t at)
{
    int problem = time_settle(state, calendar, at);
    state->paused = true;
    return problem ? problem : due_derive(state, calendar, at, false);
}

static int clock_resume(struct clock_state *state, const struct calendar *calendar, int64_t at)
{
    int problem = state->due_at == NO_INSTANT ? 0 : late_move(state, calendar, at);
    state->settled_at = at;
    state->paused = false;
    return problem ? problem : due_derive(state, calendar, at, false);
}

static int limit_change(struct clock_state *state, const struct calendar *calendar, const struct clock_entry *entry)
{
    int problem = state->paused ? 0 : time_settle(state, calendar, entry->at);
    if (problem)
        return problem;
    state->limit = entry->limit;
    if (clock_used_ms(state, state->limit.kind) == CLOCK_UNKNOWN || !kind_countable(calendar, state->limit.kind))
        return CLOCK_IMPOSSIBLE;
    return due_derive(state, calendar, entry->at, true);
}

static int calendar_change(struct clock_state *state, const struct calendar *old, const struct clock_entry *entry)
{
    if (!kind_countable(entry->calendar, state->limit.kind))
        return CLOCK_IMPOSSIBLE;
    int problem = state->paused ? 0 : time_settle(state, old, entry->at);
    if (!problem && !state->paused)
        problem = calendar_switch(state, old, entry->calendar, entry->at);
    if (!problem)
        problem = unknown_count(state, entry->calendar);
    return problem ? problem : due_derive(state, entry->calendar, entry->at, false);
}

static int change_make(struct clock_state *state, const struct calendar *calendar, const struct clock_entry *entry)
{
    switch (entry->change) {
    case CLOCK_STARTED:
        return clock_start(state, entry);
    case CLOCK_PAUSED:
        return clock_pause(state, calendar, entry->at);
    case CLOCK_RESUMED:
        return kind_countable(calendar, state->limit.kind) ? clock_resume(state, calendar, entry->at)
                                                           : CLOCK_IMPOSSIBLE;
    case CLOCK_STOPPED:
        state->stopped_at = entry->at;
        return 0;
    case CLOCK_LIMIT_CHANGED:
        return limit_change(state, calendar, entry);
    case CLOCK_CALENDAR_CHANGED:
    case CLOCK_MOVED:
        return calendar_change(state, calendar, entry);
    case CLOCK_RUN_ON:
        state->stopped_at = NO_INSTANT;
        return 0;
    case CLOCK_EXEMPTED:
        state->exempted = true;
        return 0;
    }
    return CLOCK_IMPOSSIBLE;
}

int clock_take(struct clock_state *state, const struct calendar *calendar, const struct clock_entry *entry)
{
    struct clock_state next = *state;
    int problem = entry_possible(state, entry) ? change_make(&next, calendar, entry) : CLOCK_IMPOSSIBLE;
    if (!problem)
        *state = next;
    return problem;
}

static bool calendar_taken(enum clock_change change)
{
    return change == CLOCK_STARTED || change == CLOCK_CALENDAR_CHANGED || change == CLOCK_MOVED;
}

int clock_fold(const struct clock_entry *entries, size_t count, struct clock_state *out, size_t *taken)
{
    const struct calendar *calendar = NULL;
    int problem = 0;
    *out = CLOCK_NEW;
    for (*taken = 0; *taken < count; ++*taken) {
        const struct clock_entry *entry = &entries[*taken];
        problem = clock_take(out, calendar, entry);
        if (problem)
            break;
        if (calendar_taken(entry->change))
            calendar = entry->calendar;
    }
    return problem;
}

const struct calendar *clock_calendar(const struct clock_entry *entries, size_t count)
{
    while (count--)
        if (calendar_taken(entries[count].change))
            return entries[count].calendar;
    return NULL;
}
