/* clock.explain: a ticket's clocks, line by line. The ledger is read from the database and folded again by the
 * calendars of the packs that were in force: what comes out is what dispatch has stored, or something is wrong. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/explain.h"
#include "common/time/explain_text.h"
#include "services/report/report.h"

/* What the check found out. */
struct asked {
    int32_t city_id;
    int person; /* for whom; -1: the installation itself */
    int ledger; /* the statement */
};
_Static_assert(sizeof(struct asked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct asked *asked_of(struct request *request)
{
    return (struct asked *)(void *)request->detail;
}

bool explain_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_clock_explain *m = REQUEST_VALUES(request, clock_explain);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    asked_of(request)->city_id = pack->city_id;
    return viewer_check(pack, &m->actor, &asked_of(request)->person, fault);
}

/* -- one clock --------------------------------------------------------------------------------------------------- */

static json_t *line_json(const struct explain_line *line)
{
    static const char *const kinds[] = {
        [EXPLAIN_ENTRY] = "entry", [EXPLAIN_DAY] = "day", [EXPLAIN_PAUSE] = "pause",
        [EXPLAIN_NOW] = "now",     [EXPLAIN_DUE] = "due", [EXPLAIN_UNKNOWN] = "unknown"};
    char text[EXPLAIN_TEXT_BYTES];
    explain_print(line, text);
    json_t *json = json_pack("{s:s, s:I, s:I, s:I, s:s}", "what", kinds[line->kind], "from", (json_int_t)line->from,
                             "used_ms", (json_int_t)line->used_ms, "left_ms", (json_int_t)line->left_ms, "text", text);
    if (line->to != NO_INSTANT)
        json_object_set_new(json, "to", json_integer(line->to));
    if (line->due_at != NO_INSTANT)
        json_object_set_new(json, "due", json_integer(line->due_at));
    return json;
}

/* The calendar that an entry is counted by from then on; *there is false where its pack is still being read. */
static const struct calendar *calendar_of(struct cities *cities, int32_t city_id, const struct store *store, int ledger,
                                          int row, bool *there)
{
    const struct pack *pack = cities_pack(cities, city_id, (int32_t)store_integer(store, ledger, row, 7));
    int32_t organisation = (int32_t)store_integer(store, ledger, row, 8);
    *there = *there && pack;
    return pack ? pack_calendar(pack, organisation ? pack_organisation_of_id(pack, organisation) : -1) : NULL;
}

static struct clock_entry entry_read(const struct store *store, int ledger, int row, const struct calendar *calendar)
{
    struct clock_entry entry = {.change = (enum clock_change)store_integer(store, ledger, row, 3),
                                .at = store_instant(store, ledger, row, 4),
                                .calendar = calendar};
    if (!store_is_null(store, ledger, row, 5))
        entry.limit =
            (struct limit){(enum limit_kind)store_integer(store, ledger, row, 5), store_integer(store, ledger, row, 6)};
    return entry;
}

static void instant_set(json_t *json, const char *name, const struct store *store, int ledger, int row, int column)
{
    if (!store_is_null(store, ledger, row, column))
        json_object_set_new(json, name, json_integer(store_instant(store, ledger, row, column)));
}

static json_t *clock_json(const struct store *store, int ledger, int row, const struct clock_entry *entries,
                          size_t count)
{
    size_t length;
    struct explain explain = {0};
    bool stopped = !store_is_null(store, ledger, row, 10);
    int year = explain_make(&explain, entries, count, stopped ? NO_INSTANT : store_instant(store, ledger, row, 11));
    json_t *lines = json_array();
    for (size_t i = 0; i < explain.count; i++)
        json_array_append_new(lines, line_json(&explain.lines[i]));
    json_t *json = json_pack("{s:I, s:s, s:o}", "clock", (json_int_t)store_integer(store, ledger, row, 0), "kind",
                             store_text(store, ledger, row, 1, &length), "lines", lines);
    if (!store_is_null(store, ledger, row, 2))
        json_object_set_new(json, "organisation", json_string(store_text(store, ledger, row, 2, &length)));
    instant_set(json, "due", store, ledger, row, 9);
    instant_set(json, "stopped", store, ledger, row, 10);
    if (year > 0)
        json_object_set_new(json, "missing", json_integer(year));
    explain_clear(&explain);
    return json;
}

/* -- the reply --------------------------------------------------------------------------------------------------- */

/* NULL where a pack is not there yet. */
static json_t *clocks_json(struct cities *cities, int32_t city_id, const struct store *store, int ledger)
{
    int rows = store_rows(store, ledger);
    bool there = true;
    struct clock_entry *entries = memory_new((size_t)rows + 1, sizeof *entries);
    json_t *clocks = json_array();
    for (int row = 0, first = 0; row < rows; row++) {
        entries[row] = entry_read(store, ledger, row, calendar_of(cities, city_id, store, ledger, row, &there));
        bool last = row + 1 == rows || store_integer(store, ledger, row + 1, 0) != store_integer(store, ledger, row, 0);
        if (last && there)
            json_array_append_new(clocks, clock_json(store, ledger, first, entries + first, (size_t)(row + 1 - first)));
        if (last)
            first = row + 1;
    }
    free(entries);
    if (there)
        return clocks;
    json_decref(clocks);
    return NULL;
}

static void explain_answer(struct work *work, struct request *request, const struct asked *asked)
{
    struct fault fault;
    json_t *clocks = clocks_json(worker_cities(work->worker), asked->city_id, work->store, asked->ledger);
    if (!clocks) {
        fault_set(&fault, "starting", NULL, "the pack version that the clock is counted by is being read");
        request_refuse(request, REPLY_UNAVAILABLE, &fault);
        return;
    }
    if (!json_array_size(clocks)) {
        fault_set(&fault, "unknown_ticket", "ticket", "there is no such ticket, or it has no such clock");
        request_refuse(request, REPLY_REFUSED, &fault);
        json_decref(clocks);
        return;
    }
    json_t *reply = json_pack("{s:o}", "clocks", clocks);
    char *text = json_dumps(reply, JSON_COMPACT);
    request_answer_text(request, text, strlen(text));
    free(text);
    json_decref(reply);
}

static enum work_next explain_step(struct work *work, int step)
{
    struct request *request = work->requests[0];
    const struct message_clock_explain *m = REQUEST_VALUES(request, clock_explain);
    struct asked *asked = asked_of(request);
    if (step == 1) {
        explain_answer(work, request, asked);
        return WORK_ABANDON;
    }
    query_viewer_send(work, query_viewer(work, 0, asked->person), NULL);
    struct parameter of[] = {P_INTEGER(asked->city_id), P_BIGINT(m->ticket.integer),
                             m->clock.present ? P_INTEGER(m->clock.integer) : P_NULL};
    asked->ledger = store_send(work->store, &query_clock_ledger, of, 3);
    return WORK_MORE;
}

const struct work_kind explain_batch = {.name = "explain", .requests_max = 1, .step = explain_step};
