/* Moves as rows: each table's changes of a whole batch in one statement, then the log's lock, then the events. */
#include "services/dispatch/write.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/dispatch/rows.h"

enum { FIRST_MOVE = 2 /* the version that it makes */ };

struct writer {
    struct columns_of progress_new, progress_changed, standing, task_new, task_changed, clock_new, clock_changed,
        clock_entry, command, judged, event;
};

struct writer *writer_new(void)
{
    return memory_new(1, sizeof(struct writer));
}

void writer_destroy(struct writer **writer)
{
    if (!*writer)
        return;
    struct columns_of *all = (struct columns_of *)*writer;
    for (size_t i = 0; i < sizeof **writer / sizeof *all; i++)
        columns_clear(&all[i]);
    free(*writer);
    *writer = NULL;
}

static void writer_start(struct writer *writer)
{
    columns_begin(&writer->progress_new, "ibisissssi");
    columns_begin(&writer->progress_changed, "ibisissssi");
    columns_begin(&writer->standing, "ibiists@sibib");
    columns_begin(&writer->task_new, "ibssisii@@sb");
    columns_begin(&writer->task_changed, "ibssi@@@sbsst");
    columns_begin(&writer->clock_new, "ibsssiiisb@@t@@ts@s");
    columns_begin(&writer->clock_changed, "ibssiiisb@t@@@ssts@s");
    columns_begin(&writer->clock_entry, "ibsis@isb@ii");
    columns_begin(&writer->command, "itbbists");
    columns_begin(&writer->judged, "ii");
    columns_begin(&writer->event, "ibsssisiiiii@@@j");
}

static void tasks_add(struct writer *writer, const struct move *move)
{
    for (int i = 0; i < move->task_count; i++) {
        const struct task_row *task = &move->tasks[i];
        if (task->change == ROW_NEW)
            row_task_new(&writer->task_new, &move->ticket, task);
        else if (task->change == ROW_CHANGED)
            row_task_changed(&writer->task_changed, &move->ticket, task);
    }
}

static void clocks_add(struct writer *writer, const struct move *move)
{
    for (int i = 0; i < move->clock_count; i++) {
        const struct clock_row *clock = &move->clocks[i];
        if (clock->change == ROW_NEW)
            row_clock_new(&writer->clock_new, move, clock);
        else if (clock->change == ROW_CHANGED)
            row_clock_changed(&writer->clock_changed, move, clock);
        row_clock_entries(&writer->clock_entry, move, clock);
    }
}

/* By which pack the move was judged: it must still be the newest under the log's lock. Moves come city by city. */
static void judged_add(struct columns_of *columns, const struct move *move)
{
    array_add_integer(&columns->arrays[0], move->ticket.city_id);
    array_add_integer(&columns->arrays[1], move->people->version);
}

static void move_add(struct writer *writer, const struct move *move)
{
    clocks_add(writer, move);
    if (!move->still) {
        bool first = move->ticket.version == FIRST_MOVE;
        row_progress(first ? &writer->progress_new : &writer->progress_changed, &move->ticket);
        if (move->standing.change != ROW_KEPT)
            row_standing(&writer->standing, move);
        tasks_add(writer, move);
        if (move->request)
            row_command(&writer->command, move);
        row_event(&writer->event, move);
    }
    for (int i = 0; i < move->told_count; i++)
        row_told(&writer->event, move, &move->told[i]);
}

int64_t moves_event_count(const struct move *moves, size_t count)
{
    int64_t events = 0;
    for (size_t i = 0; i < count; i++)
        events += !moves[i].still + moves[i].told_count;
    return events;
}

int moves_send(struct writer *writer, struct store *store, const struct move *moves, size_t count,
               const struct refusal *refusals, size_t refusal_count)
{
    writer_start(writer);
    for (size_t i = 0; i < count; i++) {
        move_add(writer, &moves[i]);
        if (i == 0 || moves[i].ticket.city_id != moves[i - 1].ticket.city_id)
            judged_add(&writer->judged, &moves[i]);
    }
    for (size_t i = 0; i < refusal_count; i++)
        row_refusal(&writer->command, &refusals[i]);
    columns_write(&writer->progress_new, store, &query_progress_insert);
    columns_write(&writer->progress_changed, store, &query_progress_update);
    columns_write(&writer->standing, store, &query_standing_write);
    columns_write(&writer->task_new, store, &query_task_insert);
    columns_write(&writer->task_changed, store, &query_task_update);
    columns_write(&writer->clock_new, store, &query_clock_insert);
    columns_write(&writer->clock_changed, store, &query_clock_update);
    columns_write(&writer->clock_entry, store, &query_clock_entry_insert);
    columns_write(&writer->command, store, &query_command_insert);
    if (!writer->event.arrays[0].count)
        return -1;
    struct parameter cities = P_ARRAY(&writer->event.arrays[0]);
    store_send(store, &query_log_lock, &cities, 1);
    columns_write(&writer->judged, store, &query_pack_require);
    return columns_write(&writer->event, store, &query_event_append);
}
