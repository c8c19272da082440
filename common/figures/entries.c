/* The list of a ticket's entries: what is added to it, ended, and goes along when the ticket is sorted anew. */
#include "common/figures/entries.h"

#include "common/base/memory.h"

struct figure_entry *entry_push(struct fold *fold, struct figure_entry entry)
{
    memory_reserve((void **)&fold->entries, &fold->capacity, fold->count + 1, sizeof *fold->entries);
    fold->entries[fold->count] = entry;
    return &fold->entries[fold->count++];
}

struct figure_entry entry_of(const struct fold *fold, const struct figure_event *event, int32_t day,
                             int32_t organisation_id)
{
    return (struct figure_entry){.since = event->pos,
                                 .event_pos = event->pos,
                                 .day = day,
                                 .organisation_id = organisation_id,
                                 .area_id = fold->area_id,
                                 .category_id = fold->category_id,
                                 .channel_id = fold->channel_id,
                                 .urgency = fold->urgency,
                                 .handling_s = -1,
                                 .solving_s = -1,
                                 .stay_s = -1};
}

/* What an event makes count on its own day at one organisation is one entry. */
struct figure_entry *entry_count(struct fold *fold, const struct figure_event *event, int32_t organisation_id,
                                 uint64_t measures)
{
    for (size_t i = fold->count; i-- > 0 && fold->entries[i].since == event->pos;) {
        struct figure_entry *entry = &fold->entries[i];
        if (entry->event_pos == event->pos && !entry->until && entry->day == event->day &&
            entry->organisation_id == organisation_id && !(entry->measures & (measures | MEASURE_BIT(DUE)))) {
            entry->measures |= measures;
            return entry;
        }
    }
    struct figure_entry entry = entry_of(fold, event, event->day, organisation_id);
    entry.measures = measures;
    return entry_push(fold, entry);
}

/* An entry does not count any more; what of it still does goes on as another. */
void entry_end(struct fold *fold, size_t i, const struct figure_event *event, uint64_t measures)
{
    struct figure_entry rest = fold->entries[i];
    fold->entries[i].until = event->pos;
    rest.since = event->pos;
    rest.measures &= ~measures;
    if (measures & MEASURE_BIT(CLOSED))
        rest.handling_s = rest.solving_s = -1;
    if (rest.measures)
        entry_push(fold, rest);
    if ((int)i == fold->due_entry)
        fold->due_entry = rest.measures & MEASURE_BIT(DUE) ? (int)fold->count - 1 : -1;
}

void entries_take_back(struct fold *fold, const struct figure_event *event, uint64_t measures)
{
    for (size_t i = 0, count = fold->count; i < count; i++)
        if (!fold->entries[i].until && fold->entries[i].measures & measures)
            entry_end(fold, i, event, measures);
}

/* The last hand-out to an organisation. */
void hand_out_take_back(struct fold *fold, const struct figure_event *event, int32_t organisation_id)
{
    for (size_t i = fold->count; i-- > 0;)
        if (!fold->entries[i].until && fold->entries[i].measures & MEASURE_BIT(DISPATCHED) &&
            fold->entries[i].organisation_id == organisation_id) {
            entry_end(fold, i, event, MEASURE_BIT(DISPATCHED));
            return;
        }
}

/* -- sorted anew ------------------------------------------------------------------------------------------------- */

static bool sorted_anew(const struct fold *fold, const struct figure_event *event)
{
    return event->area_id != fold->area_id || event->category_id != fold->category_id ||
           event->channel_id != fold->channel_id || (event->urgency && event->urgency != fold->urgency);
}

/* Everything that counts goes along. */
void entries_sort(struct fold *fold, const struct figure_event *event)
{
    if (!sorted_anew(fold, event))
        return;
    fold->area_id = event->area_id;
    fold->category_id = event->category_id;
    fold->channel_id = event->channel_id;
    if (event->urgency)
        fold->urgency = event->urgency;
    for (size_t i = 0, count = fold->count; i < count; i++) {
        if (fold->entries[i].until)
            continue;
        entry_end(fold, i, event, 0);
        struct figure_entry *moved = &fold->entries[fold->count - 1];
        moved->area_id = fold->area_id;
        moved->category_id = fold->category_id;
        moved->channel_id = fold->channel_id;
        moved->urgency = fold->urgency;
    }
}
