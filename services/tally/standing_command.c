/* report.standing.make: a standing report of any past period, for who asks. One that was made already stays as it is,
 * so that the same command again gets the same answer; another one under its key is a conflict. */
#include <string.h>

#include "common/base/instant.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "common/time/zone.h"
#include "services/tally/tally.h"

static const unsigned making_roles = ROLE_SUPERVISOR | ROLE_ADMINISTRATOR;

enum { POSITION, HASH, COUNTED_TO, COUNTED_ALL }; /* columns of standing_find.sql */

/* What a check found out. */
struct making {
    int32_t first;
    bool found;
};
_Static_assert(sizeof(struct making) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct making *making_of(struct request *request)
{
    return (struct making *)(void *)request->detail;
}

static const struct pack *pack_of(struct worker *worker, const struct request *request)
{
    return cities_find(worker_cities(worker), request->values[0].text, request->values[0].length);
}

/* A day, or a month. */
static bool period_check(const struct pack *pack, const struct value *period, const struct standing_report *report,
                         struct making *making, struct fault *fault)
{
    char text[DATE_TEXT_BYTES];
    int32_t day;
    memcpy(text, "0000-00-01", sizeof "0000-00-01");
    memcpy(text, period->text, period->length < 10 ? period->length : 10);
    if ((period->length != 7 && period->length != 10) || !date_parse(text, 10, &day))
        return fault_set(fault, "out_of_range", "period",
                         "period must be a day YYYY-MM-DD or a month YYYY-MM and is '%s'", period->text);
    making->first = report_period_first(report->kind, day);
    return report_period_next(report->kind, making->first) <= pack_date(pack, instant_now()) ||
           fault_set(fault, "not_ended", "period", "the period has not ended yet");
}

static bool actor_check(const struct pack *pack, const struct value *actor, struct fault *fault)
{
    char names[256];
    int person = pack_person_find(pack, actor->text, actor->length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, actor->text);
    return (pack_person_roles(pack, person, -1, pack_date(pack, instant_now())) & making_roles) ||
           fault_set(fault, "not_allowed", "actor", "'%s' may not make reports: expected one of the roles %s",
                     actor->text, lifecycle_role_names(making_roles, names, sizeof names));
}

bool standing_command_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_standing_make *m = REQUEST_VALUES(request, standing_make);
    const struct pack *pack = pack_of(worker, request);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    const struct standing_report *report = pack_report_find(pack, m->report.text, m->report.length);
    if (!report)
        return fault_set(fault, "unknown_report", "report", "city %s has no report '%s'", pack->code, m->report.text);
    return actor_check(pack, &m->actor, fault) && period_check(pack, &m->period, report, making_of(request), fault);
}

static void answer(struct request *request, const struct standing_report *report, int64_t position)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    int32_t day = making_of(request)->first;
    date_print(day, first);
    date_print(report_period_next(report->kind, day) - 1, last);
    request_answer(request, "{\"report\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"position\":%lld}", report->name, first,
                   last, (long long)position);
}

static enum work_next refuse(struct request *request, const struct fault *fault)
{
    request_refuse(request, REPLY_REFUSED, fault);
    return WORK_ABANDON;
}

/* Is it to be made now? Else the request has its answer. */
static bool find_judge(struct standing *standing, struct request *request, const struct store *store)
{
    struct fault fault;
    bool used = !store_is_null(store, 0, 0, HASH);
    int64_t end = zone_instant(standing->pack->zone,
                               (int64_t)report_period_next(standing->report->kind, standing->first) * 86400);
    if (used && store_integer(store, 0, 0, HASH) != request->hash) {
        fault_set(&fault, "key_conflict", NULL, "this idempotency key was used with another request");
        request_refuse(request, REPLY_CONFLICT, &fault);
        return false;
    }
    if (!store_is_null(store, 0, 0, POSITION)) {
        answer(request, standing->report, store_integer(store, 0, 0, POSITION));
        return false;
    }
    if (store_integer(store, 0, 0, COUNTED_ALL) || store_instant(store, 0, 0, COUNTED_TO) >= end)
        return true;
    fault_set(&fault, "not_counted", "period", "events of the period are not counted yet: try again in a while");
    refuse(request, &fault);
    return false;
}

static void find_send(struct work *work, struct standing *standing)
{
    struct request *request = work->requests[0];
    const struct message_standing_make *m = REQUEST_VALUES(request, standing_make);
    standing->pack = pack_of(work->worker, request);
    standing->report = pack_report_find(standing->pack, m->report.text, m->report.length);
    standing->first = making_of(request)->first;
    standing->request = request;
    struct parameter of[] = {P_INTEGER(standing->pack->city_id), P_TEXT(m->report.text, m->report.length),
                             P_INTEGER(standing->first), P_TEXT(request->key, request->key_length)};
    store_send(work->store, &query_standing_find, of, 4);
}

static enum work_next command_step(struct work *work, int step)
{
    struct standing *standing = &((struct tally *)worker_state(work->worker))->standing;
    struct request *request = work->requests[0];
    struct fault fault;
    if (step == 0) {
        find_send(work, standing);
        return WORK_MORE;
    }
    if (step == 1) {
        if (!find_judge(standing, request, work->store))
            return WORK_ABANDON;
        if (!standing_question(standing, &fault))
            return refuse(request, &fault);
        answering_begin(&standing->answering, &standing->question);
    }
    if (answering_step(&standing->answering, work->store))
        return WORK_MORE;
    if (standing->answering.failed)
        return refuse(request, &standing->answering.fault);
    standing_keep(standing, work->store);
    answer(request, standing->report, standing->answering.position);
    return WORK_COMMIT;
}

const struct work_kind standing_command = {
    .name = "standing_make", .requests_max = 1, .snapshot = true, .step = command_step};
