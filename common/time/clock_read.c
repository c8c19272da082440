/* What a clock says: how much is used up, and when the steps of a ladder come. */
#include "common/time/clock.h"

int clock_elapsed(const struct clock_state *state, const struct calendar *calendar, int64_t now, int64_t *used)
{
    enum limit_kind kind = state->limit.kind;
    int64_t sum = clock_used_ms(state, kind), from = 0, to = 0;
    if (state->stopped_at != NO_INSTANT && now > state->stopped_at)
        now = state->stopped_at;
    if (!state->paused && now > state->settled_at) {
        int missing = calendar_mark(calendar, kind, state->settled_at, &from);
        if (!missing)
            missing = calendar_mark(calendar, kind, now, &to);
        if (missing)
            return missing;
        sum += to - from;
    }
    *used = sum > 0 ? sum : 0; /* below 0 on the day of the start */
    return 0;
}

int clock_remaining(const struct clock_state *state, const struct calendar *calendar, int64_t now, int64_t *left)
{
    int64_t used = 0;
    int missing = clock_elapsed(state, calendar, now, &used);
    if (!missing)
        *left = state->limit.milliseconds - used;
    return missing;
}

static int64_t least(int64_t left, int64_t right)
{
    return left < right ? left : right;
}

/* When part of the limit is used up; one that is passed already comes at once. */
static int part_instant(const struct clock_state *state, const struct calendar *calendar, int percent, int64_t *instant)
{
    enum limit_kind kind = state->limit.kind;
    int64_t left = (state->limit.milliseconds * percent + 99) / 100 - clock_used_ms(state, kind), mark = 0;
    *instant = left <= 0 ? state->settled_at : NO_INSTANT;
    if (left > 0 && !state->paused) {
        int missing = calendar_mark(calendar, kind, state->settled_at, &mark);
        if (!missing)
            missing = calendar_reach(calendar, kind, mark + left, instant);
        if (missing)
            return missing;
    }
    if (state->due_at != NO_INSTANT) /* what was reached stays, and its parts were reached before it */
        *instant = *instant == NO_INSTANT ? state->due_at : least(*instant, state->due_at);
    return 0;
}

static int step_instant(const struct clock_state *state, const struct calendar *calendar, struct clock_step step,
                        int64_t *instant)
{
    *instant = state->due_at;
    if (step.percent < 100)
        return part_instant(state, calendar, step.percent, instant);
    if (state->due_at == NO_INSTANT || step.after.milliseconds <= 0)
        return 0;
    int missing = calendar_due(calendar, step.after, state->late_from, instant);
    if (!missing && state->paused && *instant > state->settled_at)
        *instant = NO_INSTANT;
    return missing;
}

int clock_instant(const struct clock_state *state, const struct calendar *calendar, struct clock_step step,
                  int64_t *instant)
{
    int64_t at = NO_INSTANT;
    int missing = step_instant(state, calendar, step, &at);
    if (missing)
        return missing;
    *instant = state->stopped_at != NO_INSTANT && at >= state->stopped_at ? NO_INSTANT : at;
    return 0;
}
