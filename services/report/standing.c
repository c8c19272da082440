/* report.standing.list and report.standing: standing reports, as tally has made and kept them. */
#include <string.h>

#include "common/city/report_file.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/report/report.h"

enum { REPORTS_AT_ONCE = 8, LIMIT_UNLESS_TOLD = 50 };

/* What a check found out. */
struct kept {
    int32_t city_id;
    char first[DATE_TEXT_BYTES]; /* "": the newest */
    int statement;
};
_Static_assert(sizeof(struct kept) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct kept *kept_of(struct request *request)
{
    return (struct kept *)(void *)request->detail;
}

static const struct pack *city_check(struct worker *worker, struct request *request, const struct value *actor,
                                     struct fault *fault)
{
    const struct value *city = &request->values[0];
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    if (!pack)
        fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
    if (!pack || !viewer_check_all(pack, actor, fault))
        return NULL;
    *kept_of(request) = (struct kept){.city_id = pack->city_id};
    return pack;
}

bool standing_list_check(struct worker *worker, struct request *request, struct fault *fault)
{
    return city_check(worker, request, &REQUEST_VALUES(request, standing_list)->actor, fault) != NULL;
}

/* The first day of the period that the day is in; of a report that the pack has no more, the day itself. */
bool standing_show_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_standing_show *m = REQUEST_VALUES(request, standing_show);
    const struct pack *pack = city_check(worker, request, &m->actor, fault);
    struct kept *kept = kept_of(request);
    struct span span;
    if (!pack || !m->period.present)
        return pack != NULL;
    if (!span_day_read(&m->period, "period", &span, fault))
        return false;
    const struct standing_report *report = pack_report_find(pack, m->report.text, m->report.length);
    date_print(report ? report_period_first(report->kind, span.first) : span.first, kept->first);
    return true;
}

static int list_send(struct store *store, struct request *request)
{
    const struct message_standing_list *m = REQUEST_VALUES(request, standing_list);
    struct parameter of[] = {P_INTEGER(kept_of(request)->city_id),
                             m->name.present ? P_TEXT(m->name.text, m->name.length) : P_NULL,
                             P_BIGINT(m->limit.present ? m->limit.integer : LIMIT_UNLESS_TOLD)};
    return store_send(store, &query_standing_list, of, 3);
}

static int show_send(struct store *store, struct request *request)
{
    const struct message_standing_show *m = REQUEST_VALUES(request, standing_show);
    const struct kept *kept = kept_of(request);
    struct parameter of[] = {P_INTEGER(kept->city_id), P_TEXT(m->report.text, m->report.length),
                             *kept->first ? P_TEXT(kept->first, 10) : P_NULL};
    return store_send(store, &query_standing_show, of, 3);
}

static void show_answer(struct request *request, const struct store *store, int statement)
{
    struct fault fault;
    size_t length;
    if (store_rows(store, statement) == 1) {
        const char *json = store_text(store, statement, 0, 0, &length);
        request_answer_text(request, json, length);
        return;
    }
    const struct kept *kept = kept_of(request);
    fault_set(&fault, "unknown_report", "report", "city %s has no report '%s'%s%s", request->values[0].text,
              REQUEST_VALUES(request, standing_show)->report.text, *kept->first ? " of the period that begins on " : "",
              kept->first);
    request_refuse(request, REPLY_REFUSED, &fault);
}

static enum work_next standing_step(struct work *work, int step)
{
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        bool list = request->handler->message == MESSAGE_standing_list;
        if (step > 0)
            show_answer(request, work->store, kept_of(request)->statement);
        else
            kept_of(request)->statement = list ? list_send(work->store, request) : show_send(work->store, request);
    }
    return step == 0 ? WORK_MORE : WORK_ABANDON;
}

const struct work_kind standing_batch = {.name = "standing", .requests_max = REPORTS_AT_ONCE, .step = standing_step};
