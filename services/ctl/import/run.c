/* Flights stand in a ring in the order of the file: those at its head that are done are counted, rejected or not, and
 * the checkpoint stands behind them. */
#include "services/ctl/import/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/base/memory.h"

enum {
    CHECKPOINT_US = 500 * 1000,
    SILENCE_US = 60 * 1000 * 1000, /* no answer for so long: the import gives up */
    LANDING_US = 5 * 1000 * 1000,  /* how long what is under way may take once somebody ended it */
    WAIT_MS = 2,
};

struct run {
    struct run_options *options;
    struct run_counts *counts;
    struct flight *ring;
    size_t head, under_way;
    bool read_whole;              /* the table has no further record */
    int64_t answered, saved, end; /* microseconds: last answer, last checkpoint, when somebody ended it (0: nobody) */
    char *error;
    size_t error_size;
};

static struct flight *flight_at(const struct run *run, size_t i)
{
    return &run->ring[(run->head + i) % run->options->window];
}

static void rows_begin(struct run *run)
{
    struct record record;
    while (run->under_way < run->options->window && !run->read_whole && !run->end) {
        if (!records_next(run->options->records, &record)) {
            run->read_whole = true;
            return;
        }
        flight_begin(flight_at(run, run->under_way), &run->options->route, &record);
        run->under_way++;
    }
}

/* Takes what has been answered; returns whether there was anything. */
static bool answers_take(struct run *run, struct bus_client *client, int milliseconds)
{
    struct bus_answer answer;
    bool any = false;
    while (bus_client_receive(client, any ? 0 : milliseconds, &answer)) {
        any = true;
        if (flight_answer(answer.context, &run->options->route, &answer))
            run->answered = instant_monotonic();
    }
    return any;
}

static void label_count(struct run_counts *counts, const struct row *row)
{
    if (!row->is_closed || !row->has_due || row->label == ROW_UNLABELLED)
        return;
    if ((row->label == ROW_LATE) == (row->closed > row->due))
        counts->agree++;
    else
        counts->differ++;
}

static void flight_count(struct run *run, const struct flight *flight)
{
    struct run_counts *counts = run->counts;
    struct checkpoint *checkpoint = &run->options->checkpoint;
    counts->rows++;
    checkpoint->number = flight->number;
    checkpoint->last = flight->last;
    checkpoint->end = flight->end;
    if (*flight->reason) {
        counts->rejected++;
        checkpoint->rejected++;
        rejects_add(run->options->rejects, flight->number, flight->line, flight->reason, flight->text, flight->length);
        return;
    }
    counts->acknowledged++;
    checkpoint->taken++;
    snprintf(checkpoint->key, sizeof checkpoint->key, "%s", flight->row.key);
    counts->closed += flight->row.is_closed;
    counts->open += !flight->row.is_closed;
    counts->cut += flight->row.cut;
    label_count(counts, &flight->row);
}

static void rows_end(struct run *run)
{
    while (run->under_way && flight_at(run, 0)->done) {
        struct flight *flight = flight_at(run, 0);
        flight_count(run, flight);
        flight_clear(flight);
        run->head = (run->head + 1) % run->options->window;
        run->under_way--;
    }
}

static bool checkpoint_save(struct run *run)
{
    struct checkpoint *checkpoint = &run->options->checkpoint;
    run->saved = instant_monotonic();
    checkpoint->rejects_bytes = rejects_flush(run->options->rejects);
    if (checkpoint->rejects_bytes >= 0 && checkpoint_write(run->options->checkpoint_path, checkpoint))
        return true;
    snprintf(run->error, run->error_size, "how far the import is cannot be written beside the rejected rows: %m");
    return false;
}

/* Whether to go on; where not, *end says why. */
static bool run_goes_on(struct run *run, enum run_end *end)
{
    int64_t now = instant_monotonic();
    if (!run->end && run->options->ended())
        run->end = now;
    if (run->under_way == 0 && (run->read_whole || run->end)) {
        *end = run->end ? RUN_INTERRUPTED : RUN_DONE;
    } else if (run->end && now - run->end > LANDING_US) {
        *end = RUN_INTERRUPTED;
    } else if (now - run->answered > SILENCE_US) {
        snprintf(
            run->error, run->error_size,
            "intake and dispatch have not answered for a minute (steward status tells what runs); the same command "
            "goes on from here");
        *end = RUN_FAILED;
    } else if (now - run->saved > CHECKPOINT_US && !checkpoint_save(run)) {
        *end = RUN_FAILED;
    } else {
        return true;
    }
    return false;
}

static enum run_end rows_fly(struct run *run)
{
    const struct route *route = &run->options->route;
    enum run_end end = RUN_DONE;
    run->answered = run->saved = instant_monotonic();
    while (run_goes_on(run, &end)) {
        rows_begin(run);
        bool any = answers_take(run, route->intake, 0);
        any |= answers_take(run, route->dispatch, 0);
        if (!any && run->under_way)
            answers_take(run, bus_client_pending(route->dispatch) ? route->dispatch : route->intake, WAIT_MS);
        rows_end(run);
        import_progress_tell(run->options->progress, run->options->checkpoint.number, run->options->checkpoint.rejected,
                             records_share(run->options->records));
    }
    return end;
}

/* A file that could not be read to its end is not imported, though its rows up to there are. */
static enum run_end run_finish(struct run *run, enum run_end end)
{
    const char *unread = records_error(run->options->records);
    if (end == RUN_DONE && unread) {
        snprintf(run->error, run->error_size, "%s", unread);
        end = RUN_FAILED;
    }
    if (!checkpoint_save(run))
        return RUN_FAILED;
    if (end == RUN_DONE)
        unlink(run->options->checkpoint_path);
    return end;
}

enum run_end run_import(struct run_options *options, struct run_counts *out, char *error, size_t size)
{
    struct run run = {.options = options,
                      .counts = out,
                      .ring = memory_new(options->window, sizeof *run.ring),
                      .error = error,
                      .error_size = size};
    enum run_end end = run_finish(&run, rows_fly(&run));
    import_progress_end(options->progress);
    for (size_t i = 0; i < run.under_way; i++)
        flight_clear(flight_at(&run, i));
    free(run.ring);
    return end;
}
