/* The limit that counts as due: one entry on the day on which the handling limit ends, at whoever holds the ticket. */
#include "common/figures/entries.h"
#include "proto/lifecycle.h"

bool result_awaited(int8_t state)
{
    return state == STATE_DISPATCHED || state == STATE_IN_PROGRESS || state == STATE_ASSIGNED ||
           state == STATE_SUBMITTED || state == STATE_SUSPENDED;
}

bool hands_out(int16_t kind)
{
    return kind == ACTION_DISPATCH || kind == ACTION_CLAIM || kind == ACTION_DECIDE || kind == ACTION_TRANSFER ||
           kind == ACTION_ESCALATE;
}

static void due_open(struct fold *fold, const struct figure_event *event)
{
    struct figure_entry entry = entry_of(fold, event, event->due_day, event->organisation_id);
    entry.measures = MEASURE_BIT(DUE);
    entry_push(fold, entry);
    fold->due_entry = (int)fold->count - 1;
}

/* Is the limit that counts at the organisation that has it no longer theirs to keep? What they were late with stays
 * their own. */
static void due_leave(struct fold *fold, const struct figure_event *event)
{
    bool late = fold->due_at != NO_INSTANT && event->at > fold->due_at;
    if (fold->due_entry >= 0 && !late)
        entry_end(fold, (size_t)fold->due_entry, event, MEASURE_BIT(DUE));
}

static bool due_given_up(int16_t kind)
{
    return kind == ACTION_RETURN || kind == ACTION_ESCALATE || kind == ACTION_WITHDRAW || kind == ACTION_REJECT;
}

void due_follow(struct fold *fold, const struct figure_event *event)
{
    bool anew = hands_out(event->kind) && event->kind != ACTION_TRANSFER;
    bool moved = event->kind == ACTION_TRANSFER || event->due_at != fold->due_at;
    if (due_given_up(event->kind))
        due_leave(fold, event);
    if (anew)
        fold->due_entry = -1;
    else if (fold->due_entry >= 0 && moved)
        entry_end(fold, (size_t)fold->due_entry, event, MEASURE_BIT(DUE));
    if (fold->due_entry < 0 && event->due_at != NO_INSTANT && result_awaited(event->to))
        due_open(fold, event);
    fold->due_at = event->due_at;
}

void due_recount(struct fold *fold, const struct figure_event *event)
{
    if (event->was != fold->due_at || fold->due_entry < 0 || event->due_at == NO_INSTANT)
        return;
    struct figure_entry moved = fold->entries[fold->due_entry];
    entry_end(fold, (size_t)fold->due_entry, event, MEASURE_BIT(DUE));
    moved.since = event->pos;
    moved.event_pos = event->pos;
    moved.day = event->due_day;
    entry_push(fold, moved);
    fold->due_entry = (int)fold->count - 1;
    fold->due_at = event->due_at;
}
