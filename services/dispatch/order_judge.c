/* One function a command; what all but a new order need stands in order_judge. */
#include "services/dispatch/order_judge.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/time/calendar.h"
#include "services/dispatch/order_people.h"

static int64_t order_number_of(const struct judging *judging, int column)
{
    return store_integer(judging->store, ORDERS, judging->row, column);
}

static bool issue_people(struct judging *judging, int64_t order, int area, int *count, struct fault *fault)
{
    const struct pack *pack = judging->pack;
    const struct order_wish *wish = order_wish_of(judging->request);
    int *people = memory_new((size_t)pack->person_count, sizeof *people);
    size_t found = order_recipients(pack, area, wish->roles, pack_date(pack, judging->now), people);
    for (size_t i = 0; i < found; i++)
        order_rows_recipient(judging->rows, wish->city_id, order, pack->people[people[i]].id, judging->now);
    free(people);
    *count = (int)found;
    char names[256];
    return found > 0 || fault_set(fault, "nobody", "area", "nobody with one of the roles %s has a duty in %s today",
                                  lifecycle_role_names(wish->roles, names, sizeof names), pack->areas[area].code);
}

static bool due_find(const struct judging *judging, struct limit limit, const char *field, int64_t *due,
                     struct fault *fault)
{
    int missing = calendar_due(pack_calendar(judging->pack, -1), limit, judging->now, due);
    return !missing || fault_set(fault, "missing_year", field,
                                 "%s cannot be counted: the city's calendar has no year %d", field, missing);
}

static bool may_command(const struct judging *judging, int area, struct fault *fault)
{
    const struct pack *pack = judging->pack;
    int person = pack_person_of_id(pack, order_wish_of(judging->request)->actor_id);
    if (area >= 0 && person >= 0 && order_may_command(pack, person, area, pack_date(pack, judging->now)))
        return true;
    return fault_set(
        fault, "not_allowed", "actor",
        "'%s' may not give orders in %s: expected a dispatcher or supervisor of it, or the head of a street "
        "or community that it is part of",
        person < 0 ? "" : pack->people[person].code, area < 0 ? "" : pack->areas[area].code);
}

static bool issue_judge(struct judging *judging, struct fault *fault)
{
    struct request *request = judging->request;
    const struct order_wish *wish = order_wish_of(request);
    int64_t receive_by, answer_by, order = judging->number;
    int area = pack_area_of_id(judging->pack, wish->area_id), count;
    if (!may_command(judging, area, fault) || !due_find(judging, wish->receive, "receive_within", &receive_by, fault) ||
        !due_find(judging, wish->answer, "answer_within", &answer_by, fault))
        return false;
    if (answer_by < receive_by)
        return fault_set(fault, "out_of_range", "answer_within",
                         "answer_within must not end before receive_within: both count from now");
    if (!issue_people(judging, order, area, &count, fault))
        return false;
    order_rows_issue(judging->rows, request, order, judging->now, receive_by, answer_by);
    judging->event = (struct order_event){EVENT_ORDER_ISSUED, judging->now, wish->area_id, answer_by, false};
    request_answer(request, "{\"order\":%lld,\"version\":1,\"recipients\":%d,\"receive_by\":%lld,\"answer_by\":%lld}",
                   (long long)order, count, (long long)receive_by, (long long)answer_by);
    order_rows_event(judging->rows, request, &judging->event,
                     json_pack("{s:I s:s s:i s:I}", "order", (json_int_t)order, "title",
                               REQUEST_VALUES(request, order_issue)->title.text, "recipients", count, "receive_by",
                               (json_int_t)receive_by));
    return true;
}

static const char *person_code(const struct judging *judging, int32_t person_id)
{
    int person = pack_person_of_id(judging->pack, person_id);
    return person < 0 ? "" : judging->pack->people[person].code;
}

static bool receive_judge(struct judging *judging, struct fault *fault)
{
    struct request *request = judging->request;
    const struct store *store = judging->store;
    int32_t person = (int32_t)store_integer(store, RECEIPTS, judging->receipt, PERSON);
    if (!store_is_null(store, RECEIPTS, judging->receipt, RECEIVED_AT))
        return fault_set(fault, "received_already", NULL, "'%s' has received order %lld already",
                         person_code(judging, person), (long long)order_wish_of(request)->order_id);
    judging->event.kind = EVENT_ORDER_RECEIVED;
    judging->event.due = store_instant(store, ORDERS, judging->row, RECEIVE_BY);
    request_answer(request, "{\"order\":%lld,\"recipient\":\"%s\",\"received\":%lld}",
                   (long long)order_wish_of(request)->order_id, person_code(judging, person), (long long)judging->now);
    order_rows_receipt(judging->rows, request, person, judging->now, NULL, NULL);
    order_rows_event(judging->rows, request, &judging->event,
                     json_pack("{s:I s:s}", "order", (json_int_t)order_wish_of(request)->order_id, "recipient",
                               person_code(judging, person)));
    return true;
}

static bool answer_judge(struct judging *judging, struct fault *fault)
{
    struct request *request = judging->request;
    const struct message_order_answer *m = REQUEST_VALUES(request, order_answer);
    const struct store *store = judging->store;
    int32_t person = (int32_t)store_integer(store, RECEIPTS, judging->receipt, PERSON);
    int64_t order = order_wish_of(request)->order_id;
    if (!store_is_null(store, RECEIPTS, judging->receipt, ANSWERED_AT))
        return fault_set(fault, "answered_already", NULL, "'%s' has answered order %lld already",
                         person_code(judging, person), (long long)order);
    judging->event.kind = EVENT_ORDER_ANSWERED;
    judging->event.due = store_instant(store, ORDERS, judging->row, ANSWER_BY);
    request_answer(request, "{\"order\":%lld,\"recipient\":\"%s\",\"answered\":%lld,\"late\":%s}", (long long)order,
                   person_code(judging, person), (long long)judging->now,
                   judging->now > judging->event.due ? "true" : "false");
    order_rows_receipt(judging->rows, request, person, judging->now, &m->answer, &m->count);
    json_t *data = json_pack("{s:I s:s s:s}", "order", (json_int_t)order, "recipient", person_code(judging, person),
                             "answer", m->answer.text);
    if (m->count.present)
        json_object_set_new(data, "count", json_integer(m->count.integer));
    order_rows_event(judging->rows, request, &judging->event, data);
    return true;
}

static bool push_judge(struct judging *judging, struct fault *fault)
{
    struct request *request = judging->request;
    int64_t order = order_wish_of(request)->order_id;
    int64_t given = order_number_of(judging, GIVEN), missing = given - order_number_of(judging, ANSWERED);
    if (!missing)
        return fault_set(fault, "nobody", NULL, "all %lld have answered order %lld", (long long)given,
                         (long long)order);
    judging->event.kind = EVENT_ORDER_PUSHED;
    judging->event.due = NO_DUE;
    request_answer(request, "{\"order\":%lld,\"version\":%lld,\"missing\":%lld}", (long long)order,
                   (long long)order_number_of(judging, VERSION) + 1, (long long)missing);
    order_rows_push(judging->rows, request, judging->now);
    order_rows_event(judging->rows, request, &judging->event,
                     json_pack("{s:I s:I}", "order", (json_int_t)order, "missing", (json_int_t)missing));
    return true;
}

static bool close_judge(struct judging *judging, struct fault *fault)
{
    struct request *request = judging->request;
    const struct value *reason = &REQUEST_VALUES(request, order_close)->reason;
    int64_t order = order_wish_of(request)->order_id, answered = order_number_of(judging, ANSWERED);
    int64_t missing = order_number_of(judging, GIVEN) - answered;
    (void)fault;
    judging->event.kind = EVENT_ORDER_CLOSED;
    judging->event.due = NO_DUE;
    request_answer(request, "{\"order\":%lld,\"version\":%lld,\"answered\":%lld,\"missing\":%lld}", (long long)order,
                   (long long)order_number_of(judging, VERSION) + 1, (long long)answered, (long long)missing);
    order_rows_close(judging->rows, request, judging->now, reason);
    order_rows_event(judging->rows, request, &judging->event,
                     json_pack("{s:I s:s s:I s:I}", "order", (json_int_t)order, "reason", reason->text, "answered",
                               (json_int_t)answered, "missing", (json_int_t)missing));
    return true;
}

/* What all but a new order need: that it is there, is open, and is the actor's to answer or to command. */
static bool order_judge(struct judging *judging, struct fault *fault)
{
    const struct request *request = judging->request;
    const struct order_wish *wish = order_wish_of(request);
    bool receipt = wish->candidate_count > 0;
    if (judging->row < 0)
        return fault_set(fault, "unknown_order", "order", "city %s has no order %lld", judging->pack->code,
                         (long long)wish->order_id);
    if (receipt && judging->receipt < 0)
        return fault_set(fault, "not_allowed", "actor",
                         "order %lld was not given to '%s', nor to whom they stand in for", (long long)wish->order_id,
                         person_code(judging, wish->actor_id));
    int32_t area_id = (int32_t)order_number_of(judging, AREA);
    if (!receipt && !may_command(judging, pack_area_of_id(judging->pack, area_id), fault))
        return false;
    if (order_number_of(judging, CLOSED))
        return fault_set(fault, "closed", NULL, "order %lld is closed: nothing is possible any more",
                         (long long)wish->order_id);
    judging->event = (struct order_event){.at = judging->now, .area_id = area_id, .is_done = receipt};
    return true;
}

bool order_request_judge(struct judging *judging, struct fault *fault)
{
    if (judging->request->handler->message == MESSAGE_order_issue)
        return issue_judge(judging, fault);
    if (!order_judge(judging, fault))
        return false;
    switch (judging->request->handler->message) {
    case MESSAGE_order_receive:
        return receive_judge(judging, fault);
    case MESSAGE_order_answer:
        return answer_judge(judging, fault);
    case MESSAGE_order_push:
        return push_judge(judging, fault);
    default:
        return close_judge(judging, fault);
    }
}
