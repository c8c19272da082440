/* board.due and board.overdue: what falls due when, and what is overdue, by department and by handler. What counts is
 * said in board_due.sql and board_overdue.sql, on rows that tally keeps of the clocks that run (clock_lines.sql of the
 * migrations), and on those clocks themselves where it has not taken the log in yet. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/report/report.h"

enum { BOARDS_AT_ONCE = 4, LIMIT_UNLESS_TOLD = 50, PARAMETERS = 13, NONE = 0 };

/* Columns of board_log. */
enum { FRESH, POSITION, HEAD };

/* What a check found out; the two messages have the same fields but for the horizon. */
struct looked {
    int32_t city_id, organisation_id, handler_id; /* NONE: any */
    int clock, limit;
    int64_t due, ticket, number; /* the page before ends with it; ticket NONE: the first page */
    const char *horizon;
    int person; /* index of who asks, or -1 */
    int statement;
    char *fresh; /* as board_log says it, from one step to the next; so are these two */
    int64_t position, head;
};
_Static_assert(sizeof(struct looked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct looked *looked_of(struct request *request)
{
    return (struct looked *)(void *)request->detail;
}

static bool holder_check(const struct pack *pack, const struct value *organisation, const struct value *handler,
                         struct looked *looked, struct fault *fault)
{
    if (organisation->present) {
        int at = pack_organisation_find(pack, organisation->text, organisation->length);
        if (at < 0)
            return fault_set(fault, "unknown_organisation", "organisation", "city %s has no organisation '%s'",
                             pack->code, organisation->text);
        looked->organisation_id = pack->organisations[at].id;
    }
    if (handler->present) {
        int at = pack_person_find(pack, handler->text, handler->length);
        if (at < 0)
            return fault_set(fault, "unknown_person", "handler", "city %s has no person '%s'", pack->code,
                             handler->text);
        looked->handler_id = pack->people[at].id;
    }
    return true;
}

static bool clock_check(const struct value *clock, struct looked *looked, struct fault *fault)
{
    looked->clock = clock->present ? lifecycle_clock_of(clock->text, clock->length) : CLOCK_HANDLING;
    return looked->clock > 0 ||
           fault_set(fault, "unknown_clock", "clock",
                     "there is no kind of clock '%s', expected handling, sign, verification …: see docs/lifecycle.md",
                     clock->text);
}

/* "DUE.TICKET.NUMBER", as `next` says it. */
static bool page_check(const struct value *after, const struct value *limit, struct looked *looked, struct fault *fault)
{
    int end = 0;
    looked->limit = limit->present ? (int)limit->integer : LIMIT_UNLESS_TOLD;
    if (!after->present)
        return true;
    int found = sscanf(after->text, "%15" SCNd64 ".%16" SCNd64 ".%5" SCNd64 "%n", &looked->due, &looked->ticket,
                       &looked->number, &end);
    if (found == 3 && (size_t)end == after->length && looked->due >= 0 && looked->ticket > 0 && looked->number > 0)
        return true;
    return fault_set(fault, "out_of_range", "after", "after must be what `next` of the page before said and is '%s'",
                     after->text);
}

static bool horizon_check(const struct value *horizon, struct looked *looked, struct fault *fault)
{
    static const char *const horizons[] = {"hour", "today", "week"};
    looked->horizon = horizon->present ? NULL : "today";
    for (size_t i = 0; horizon->present && i < sizeof horizons / sizeof *horizons; i++)
        if (strcmp(horizon->text, horizons[i]) == 0)
            looked->horizon = horizons[i];
    return looked->horizon || fault_set(fault, "out_of_range", "horizon",
                                        "horizon must be hour, today or week and is '%s'", horizon->text);
}

static const struct pack *city_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct value *city = &request->values[0];
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    if (!pack)
        fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
    else
        *looked_of(request) = (struct looked){.city_id = pack->city_id};
    return pack;
}

bool due_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_board_due *m = REQUEST_VALUES(request, board_due);
    const struct pack *pack = city_check(worker, request, fault);
    struct looked *looked = looked_of(request);
    return pack && horizon_check(&m->horizon, looked, fault) &&
           holder_check(pack, &m->organisation, &m->handler, looked, fault) && clock_check(&m->clock, looked, fault) &&
           page_check(&m->after, &m->limit, looked, fault) && viewer_check(pack, &m->actor, &looked->person, fault);
}

bool overdue_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_board_overdue *m = REQUEST_VALUES(request, board_overdue);
    const struct pack *pack = city_check(worker, request, fault);
    struct looked *looked = looked_of(request);
    return pack && holder_check(pack, &m->organisation, &m->handler, looked, fault) &&
           clock_check(&m->clock, looked, fault) && page_check(&m->after, &m->limit, looked, fault) &&
           viewer_check(pack, &m->actor, &looked->person, fault);
}

/* Returns its statement. Who sees what organisations hold is shown that from the start. The policies say the same once
 * more. */
static int board_send(struct request *request, struct store *store, const struct viewer *viewer)
{
    const struct looked *looked = looked_of(request);
    bool paged = looked->ticket != NONE, held = !viewer->sees_all && !viewer->sees_areas;
    struct parameter of[PARAMETERS] = {
        P_INTEGER(looked->city_id),
        P_INTEGER(looked->clock),
        looked->organisation_id != NONE ? P_INTEGER(looked->organisation_id) : P_NULL,
        looked->handler_id != NONE ? P_INTEGER(looked->handler_id) : P_NULL,
        P_BOOLEAN(held),
        P_BIGINT(looked->limit),
        paged ? P_INSTANT(looked->due) : P_NULL,
        paged ? P_BIGINT(looked->ticket) : P_NULL,
        paged ? P_INTEGER((int32_t)looked->number) : P_NULL,
    };
    size_t count = 9;
    if (looked->horizon)
        of[count++] = P_TEXT(looked->horizon, strlen(looked->horizon));
    of[count++] = P_TEXT(looked->fresh, strlen(looked->fresh));
    of[count++] = P_BIGINT(looked->position);
    of[count++] = P_BIGINT(looked->head);
    return store_send(store, looked->horizon ? &query_board_due : &query_board_overdue, of, count);
}

/* The results of a step are gone with the next one's first statement: all of them are taken before. */
static void log_take(struct work *work)
{
    for (size_t i = 0; i < work->request_count; i++) {
        struct looked *looked = looked_of(work->requests[i]);
        size_t length;
        const char *fresh = store_text(work->store, looked->statement, 0, FRESH, &length);
        looked->fresh = memory_text(fresh, length);
        looked->position = store_integer(work->store, looked->statement, 0, POSITION);
        looked->head = store_integer(work->store, looked->statement, 0, HEAD);
    }
}

static void boards_send(struct work *work)
{
    const struct viewer *before = NULL;
    for (size_t i = 0; i < work->request_count; i++) {
        struct looked *looked = looked_of(work->requests[i]);
        const struct viewer *viewer = query_viewer(work, i, looked->person);
        query_viewer_send(work, viewer, before);
        looked->statement = board_send(work->requests[i], work->store, viewer);
        free(looked->fresh);
        before = viewer;
    }
}

static enum work_next board_step(struct work *work, int step)
{
    if (step == 0)
        store_send(work->store, &query_plan_once, NULL, 0);
    for (size_t i = 0; i < work->request_count && step != 1; i++) {
        struct looked *looked = looked_of(work->requests[i]);
        if (step == 0)
            looked->statement =
                store_send(work->store, &query_board_log, (struct parameter[]){P_INTEGER(looked->city_id)}, 1);
        else
            query_answer(work->requests[i], work->store, looked->statement);
    }
    if (step == 1) {
        log_take(work);
        boards_send(work);
    }
    return step == 2 ? WORK_ABANDON : WORK_MORE;
}

const struct work_kind board_batch = {.name = "board", .requests_max = BOARDS_AT_ONCE, .step = board_step};
