/* Instants of the steps from the clock's state, and which of them alerts next. */
#include "services/dispatch/clock_ladder.h"

static struct clock_step step_of(const struct ladder_step *step)
{
    return (struct clock_step){.percent = step->kind == STEP_WARNING ? step->percent : 100, .after = step->after};
}

int ladder_derive(const struct move *move, struct clock_row *clock, const struct calendar *calendar)
{
    const struct ladder *ladder =
        pack_ladder(move->pack, clock->kind, pack_category_of_id(move->pack, move->ticket.category_id));
    if (!clock->step_count) {
        clock->step_count = ladder->count;
        clock->overdue_step = ladder->overdue + 1;
    }
    for (int i = clock->next_step - 1; i < clock->step_count && i < ladder->count; i++) {
        int64_t instant;
        int year = clock_instant(&clock->state, calendar, step_of(&ladder->steps[i]), &instant);
        if (year)
            return year;
        bool passed = clock->steps[i] && clock->steps[i] < clock->ran_until;
        if (instant != NO_INSTANT && !passed)
            clock->steps[i] = instant;
    }
    return 0;
}

void ladder_arm(const struct move *move, struct clock_row *clock)
{
    bool ladder_done = clock->next_step > clock->step_count;
    int64_t next = ladder_done ? NO_INSTANT : clock->steps[clock->next_step - 1];
    bool halted = clock->state.stopped_at != NO_INSTANT || clock->state.paused;
    int64_t until = clock->state.paused ? clock->state.settled_at : clock->state.stopped_at;
    if (halted && next != NO_INSTANT && (next >= until || (clock->next_at != NO_INSTANT && clock->next_at > move->now)))
        next = NO_INSTANT;
    clock->next_at = next;
}
