/* Effects on what is sorted, asked and noted beside the tasks. */
#include <string.h>

#include "services/dispatch/clocks.h"
#include "services/dispatch/effects.h"

static struct standing_row *standing_change(struct move *move)
{
    if (move->standing.change == ROW_KEPT)
        move->standing.change = ROW_CHANGED;
    return &move->standing;
}

static bool standard_differs(const struct move *move)
{
    const struct wish *wish = &move->wish;
    return wish->standard && (wish->standard_length != move->standing.standard_length ||
                              memcmp(wish->standard, move->standing.standard, wish->standard_length) != 0);
}

/* Clocks that run are written with the new urgency: alerts of emergencies go first. */
static void urgency_set(struct move *move, int16_t urgency)
{
    bool other = urgency != move->standing.urgency;
    move->standing.urgency = urgency;
    for (int i = 0; i < move->clock_count && other; i++)
        if (move->clocks[i].change == ROW_KEPT && move->clocks[i].state.stopped_at == NO_INSTANT)
            move->clocks[i].change = ROW_CHANGED;
}

/* A category that is corrected takes its standard along: the old one's no longer holds. */
bool effect_sort(struct move *move)
{
    const struct wish *wish = &move->wish;
    bool other = (wish->category_id && wish->category_id != move->ticket.category_id) ||
                 (wish->area_id && wish->area_id != move->ticket.area_id);
    if (other || (wish->urgency && wish->urgency != move->standing.urgency) || standard_differs(move))
        standing_change(move);
    if (wish->category_id && wish->category_id != move->ticket.category_id)
        move->standing.standard_length = 0;
    if (wish->category_id)
        move->ticket.category_id = wish->category_id;
    if (wish->area_id)
        move->ticket.area_id = wish->area_id;
    if (wish->urgency)
        urgency_set(move, wish->urgency);
    if (wish->standard) {
        move->standing.standard = wish->standard;
        move->standing.standard_length = wish->standard_length;
    }
    return true;
}

bool effect_join(struct move *move)
{
    standing_change(move)->merged_into = move->wish.into;
    move->told[0] = (struct told){.kind = EVENT_TICKET_JOINED, .ticket = *move->into, .other = move->ticket.ticket_id};
    move->told_count = 1;
    return effect_cancel_task(move);
}

/* -- extensions -------------------------------------------------------------------------------------------------- */

static struct clock_row *handling_clock(const struct move *move)
{
    return clock_find(move, CLOCK_HANDLING, move->ticket.task_id);
}

bool effect_note_extension(struct move *move)
{
    struct standing_row *standing = standing_change(move);
    standing->asked_by = move->wish.actor_id;
    standing->asked_ms = move->wish.limit.milliseconds;
    mark_set(move, MARK_EXTENSION_ASKED, true);
    return clock_open_kept(move, CLOCK_EXTENSION_DECISION, 0, 0);
}

bool extension_drop(struct move *move)
{
    if (!marked(move, MARK_EXTENSION_ASKED))
        return true;
    mark_set(move, MARK_EXTENSION_ASKED, false);
    standing_change(move)->asked_by = 0;
    return clocks_stop_of_kind(move, CLOCK_EXTENSION_DECISION);
}

bool effect_drop_extension(struct move *move)
{
    return extension_drop(move);
}

bool effect_extend_task(struct move *move)
{
    struct clock_row *clock = handling_clock(move);
    struct task_row *lead = move_lead(move);
    struct limit limit = clock->state.limit;
    limit.milliseconds += move->standing.asked_ms;
    lead->extensions++;
    lead->extended_ms += move->standing.asked_ms;
    task_change(lead);
    return extension_drop(move) && clock_limit_change(move, clock, limit);
}

/* -- suspension -------------------------------------------------------------------------------------------------- */

/* Nobody may handle it: the time of co-handlers rests as well. */
static bool handling_change(struct move *move, enum clock_change change)
{
    for (int i = 0; i < move->clock_count; i++) {
        struct clock_row *clock = &move->clocks[i];
        bool counts = clock->kind == CLOCK_HANDLING || clock->kind == CLOCK_SIGN_IN || clock->kind == CLOCK_SUPERVISION;
        bool runs = clock->state.stopped_at == NO_INSTANT;
        if (counts && runs && !clock_change(move, clock, change))
            return false;
    }
    return true;
}

bool effect_pause_task(struct move *move)
{
    mark_set(move, MARK_SUSPENDED, true);
    return extension_drop(move) && handling_change(move, CLOCK_PAUSED);
}

bool effect_unpause_task(struct move *move)
{
    return handling_change(move, CLOCK_RESUMED);
}

/* -- appeals ----------------------------------------------------------------------------------------------------- */

bool effect_note_appeal(struct move *move)
{
    mark_set(move, MARK_APPEALED, true);
    mark_set(move, MARK_APPEAL_WAITS, true);
    struct standing_row *standing = standing_change(move);
    standing->asked_by = move->wish.actor_id;
    standing->agreed_by = 0;
    return true;
}

bool effect_note_agreement(struct move *move)
{
    standing_change(move)->agreed_by = move->wish.actor_id;
    return true;
}

bool effect_drop_appeal(struct move *move)
{
    mark_set(move, MARK_APPEAL_WAITS, false);
    return true;
}

bool effect_exempt_task(struct move *move)
{
    struct task_row *lead = move_lead(move);
    lead->exempt = true;
    task_change(lead);
    mark_set(move, MARK_APPEAL_WAITS, false);
    return clock_change(move, handling_clock(move), CLOCK_EXEMPTED);
}

/* -- reminding and judging --------------------------------------------------------------------------------------- */

bool effect_count_urge(struct move *move)
{
    struct standing_row *standing = standing_change(move);
    standing->urges++;
    standing->urged_at = move->wish.at;
    return true;
}

bool effect_supervise_ticket(struct move *move)
{
    mark_set(move, MARK_SUPERVISED, true);
    if (move->wish.has_limit)
        return clock_open(move, CLOCK_SUPERVISION, 0, 0, move->wish.limit);
    return clock_open_kept(move, CLOCK_SUPERVISION, 0, 0);
}

bool effect_note_answer(struct move *move)
{
    mark_set(move, MARK_REACHED, move->wish.reached);
    if (!move->wish.reached || move->standing.calls)
        standing_change(move)->calls++;
    return true;
}

bool effect_note_rating(struct move *move)
{
    mark_set(move, MARK_RATED, true);
    return true;
}
