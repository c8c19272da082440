/* What operators ask of notify: to see deliveries, to send dead letters again, to test a channel. Whichever instance is
 * asked answers from the database; the one that sends for the city finds the rows within a second. */
#include <string.h>

#include "common/store/queries.h"
#include "services/notify/courier.h"
#include "services/notify/sign.h"

enum { COMMANDS_AT_ONCE = 16, LIST_LIMIT = 50, PARAMETERS_MAX = 6, STATES = 4 };

/* What a check found out. */
struct asked {
    int32_t city_id;
    int state; /* 0: any */
    char key[EFFECT_KEY_BYTES];
};
_Static_assert(sizeof(struct asked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct asked *asked_of(struct request *request)
{
    return (struct asked *)request->detail;
}

static const struct pack *city_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct value *city = &request->values[0];
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    if (!pack)
        fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
    else
        *asked_of(request) = (struct asked){.city_id = pack->city_id};
    return pack;
}

bool notify_list_check(struct worker *worker, struct request *request, struct fault *fault)
{
    static const char *const states[STATES] = {"waiting", "sending", "delivered", "dead"};
    const struct message_notify_list *m = REQUEST_VALUES(request, notify_list);
    if (!city_check(worker, request, fault))
        return false;
    for (int i = 0; m->state.present && i < STATES; i++)
        if (strcmp(states[i], m->state.text) == 0)
            asked_of(request)->state = i + 1;
    if (m->state.present && !asked_of(request)->state)
        return fault_set(fault, "unknown_state", "state",
                         "there is no state '%s', expected waiting, sending, delivered or dead", m->state.text);
    return true;
}

bool notify_show_check(struct worker *worker, struct request *request, struct fault *fault)
{
    return city_check(worker, request, fault) != NULL;
}

bool notify_retry_check(struct worker *worker, struct request *request, struct fault *fault)
{
    return city_check(worker, request, fault) != NULL;
}

bool notify_test_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_notify_test *m = REQUEST_VALUES(request, notify_test);
    const struct pack *pack = city_check(worker, request, fault);
    if (!pack)
        return false;
    int channel = pack->notify ? notify_channel_find(pack->notify, m->channel.text, m->channel.length) : -1;
    if (channel < 0)
        return fault_set(fault, "unknown_channel", "channel", "notify.yaml of city %s has no channel '%s'", pack->code,
                         m->channel.text);
    if (m->recipient.present && pack_person_find(pack, m->recipient.text, m->recipient.length) < 0)
        return fault_set(fault, "unknown_person", "recipient", "city %s has no person '%s'", pack->code,
                         m->recipient.text);
    if (pack->notify->channels[channel].kind == NOTIFY_EMAIL && !m->recipient.present &&
        !pack->notify->channels[channel].to_count)
        return fault_set(fault, "missing", "recipient", "the channel %s has no address of its own: give a recipient",
                         m->channel.text);
    effect_key(pack->code, request->key, m->channel.text, m->recipient.present ? m->recipient.text : "",
               asked_of(request)->key);
    return true;
}

/* -- statements -------------------------------------------------------------------------------------------------------
 */

static struct parameter text_or(const struct value *value, const char *otherwise)
{
    if (value->present)
        return P_TEXT(value->text, value->length);
    return otherwise ? P_TEXT(otherwise, strlen(otherwise)) : P_NULL;
}

static struct parameter number_or_null(const struct value *value)
{
    return value->present ? P_BIGINT(value->integer) : P_NULL;
}

static void list_send(struct request *request, struct store *store)
{
    const struct message_notify_list *m = REQUEST_VALUES(request, notify_list);
    const struct asked *asked = asked_of(request);
    struct parameter of[] = {P_INTEGER(asked->city_id),  asked->state ? P_INTEGER(asked->state) : P_NULL,
                             text_or(&m->channel, NULL), number_or_null(&m->ticket),
                             number_or_null(&m->before), P_BIGINT(m->limit.present ? m->limit.integer : LIST_LIMIT)};
    store_send(store, &query_delivery_list, of, 6);
}

static void test_send(struct request *request, struct store *store)
{
    static const char text[] = "这是一条测试消息。This is a test message of Steward.";
    const struct message_notify_test *m = REQUEST_VALUES(request, notify_test);
    const struct asked *asked = asked_of(request);
    struct parameter of[] = {P_INTEGER(asked->city_id),  P_TEXT(asked->key, strlen(asked->key)),
                             text_or(&m->channel, NULL), text_or(&m->recipient, ""),
                             P_TEXT("Steward", 7),       text_or(&m->text, text)};
    store_send(store, &query_delivery_test, of, 6);
}

static void request_send(struct request *request, struct store *store)
{
    const struct message_notify_show *show = REQUEST_VALUES(request, notify_show);
    const struct message_notify_retry *retry = REQUEST_VALUES(request, notify_retry);
    const struct asked *asked = asked_of(request);
    struct parameter of[] = {P_INTEGER(asked->city_id), P_NULL, P_NULL};
    switch (request->handler->message) {
    case MESSAGE_notify_list:
        list_send(request, store);
        break;
    case MESSAGE_notify_show:
        of[1] = P_BIGINT(show->delivery.integer);
        store_send(store, &query_delivery_show, of, 2);
        break;
    case MESSAGE_notify_retry:
        of[1] = number_or_null(&retry->delivery);
        of[2] = text_or(&retry->channel, NULL);
        store_send(store, &query_delivery_retry, of, 3);
        break;
    default:
        test_send(request, store);
    }
}

static void answer_take(struct request *request, const struct store *store, int statement)
{
    struct fault fault;
    size_t length;
    if (!store_rows(store, statement)) {
        fault_set(&fault, "unknown_delivery", "delivery", "city %s has no delivery %lld", request->values[0].text,
                  (long long)request->values[1].integer);
        request_refuse(request, REPLY_REFUSED, &fault);
    } else if (request->handler->message == MESSAGE_notify_retry) {
        request_answer(request, "{\"deliveries\":%lld}", (long long)store_integer(store, statement, 0, 0));
    } else if (request->handler->message == MESSAGE_notify_test) {
        request_answer(request, "{\"delivery\":%lld}", (long long)store_integer(store, statement, 0, 0));
    } else {
        const char *json = store_text(store, statement, 0, 0, &length);
        request_answer_text(request, json, length);
    }
}

static enum work_next command_step(struct work *work, int step)
{
    if (step == 0) {
        for (size_t i = 0; i < work->request_count; i++)
            request_send(work->requests[i], work->store);
        return WORK_MORE;
    }
    for (size_t i = 0; i < work->request_count; i++)
        answer_take(work->requests[i], work->store, (int)i);
    return WORK_COMMIT;
}

static void command_done(struct work *work)
{
    ((struct courier *)worker_state(work->worker))->grown = true;
}

const struct work_kind notify_commands = {
    .name = "commands", .requests_max = COMMANDS_AT_ONCE, .step = command_step, .done = command_done};
