/* What can be said of a command about an order without its row. */
#include "common/base/instant.h"
#include "services/dispatch/order.h"
#include "services/dispatch/order_people.h"

static const struct limit receive_usual = {LIMIT_CONTINUOUS, 600000}, answer_usual = {LIMIT_CONTINUOUS, 1800000};

/* All five begin with the city, and hold the actor somewhere. */
static const struct pack *actor_check(struct worker *worker, struct request *request, const struct value *actor,
                                      int *person, struct fault *fault)
{
    const struct value *city = &request->values[0];
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    if (!pack) {
        fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
        return NULL;
    }
    *person = pack_person_find(pack, actor->text, actor->length);
    if (*person < 0) {
        fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, actor->text);
        return NULL;
    }
    *(struct order_wish *)(void *)request->detail = (struct order_wish){
        .city_id = pack->city_id, .pack_version = pack->version, .actor_id = pack->people[*person].id};
    return pack;
}

static struct order_wish *wish_of(struct request *request)
{
    return (struct order_wish *)(void *)request->detail;
}

static bool roles_read(const struct value *codes, unsigned *roles, struct fault *fault)
{
    *roles = codes->present ? 0 : ROLE_GRID_WORKER;
    for (size_t i = 0; codes->present && i < json_array_size(codes->json); i++) {
        const json_t *code = json_array_get(codes->json, i);
        int role = lifecycle_role_of(json_string_value(code), json_string_length(code));
        if (role < 0 || role == ROLE_SYSTEM)
            return fault_set(fault, "unknown_role", "roles", "there is no role '%s' that a person can have",
                             json_string_value(code));
        *roles |= (unsigned)role;
    }
    return true;
}

static bool limit_read(const struct pack *pack, const struct value *value, const char *field, struct limit usual,
                       struct limit *limit, struct fault *fault)
{
    *limit = usual;
    if (value->present && !limit_parse(value->text, value->length, limit))
        return fault_set(fault, "out_of_range", field, "%s must be %s", field, LIMIT_EXPECTED_ANY);
    if (limit->kind != LIMIT_CONTINUOUS && !pack_calendar(pack, -1))
        return fault_set(fault, "out_of_range", field, "%s counts by a calendar, and city %s has none", field,
                         pack->code);
    return true;
}

bool order_issue_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_order_issue *m = REQUEST_VALUES(request, order_issue);
    struct order_wish *wish = wish_of(request);
    int person;
    const struct pack *pack = actor_check(worker, request, &m->actor, &person, fault);
    if (!pack)
        return false;
    int area = pack_area_find(pack, m->area.text, m->area.length);
    if (area < 0)
        return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, m->area.text);
    wish->area_id = pack->areas[area].id;
    return roles_read(&m->roles, &wish->roles, fault) &&
           limit_read(pack, &m->receive_within, "receive_within", receive_usual, &wish->receive, fault) &&
           limit_read(pack, &m->answer_within, "answer_within", answer_usual, &wish->answer, fault);
}

bool order_command_check(struct worker *worker, struct request *request, struct fault *fault)
{
    /* order.push and order.close begin alike */
    const struct message_order_push *m = REQUEST_VALUES(request, order_push);
    int person;
    if (!actor_check(worker, request, &m->actor, &person, fault))
        return false;
    wish_of(request)->order_id = m->order.integer;
    return true;
}

/* Whose receipt it may be: of the one who is named, if the actor may act for them, else of all for whom they may. */
static bool candidates_find(const struct pack *pack, int person, const struct value *recipient, struct order_wish *wish,
                            struct fault *fault)
{
    int stands[ORDER_STANDS_MOST + 1];
    size_t count = order_stands_for(pack, person, pack_date(pack, instant_now()), stands, ORDER_STANDS_MOST + 1);
    int named = recipient->present ? pack_person_find(pack, recipient->text, recipient->length) : -1;
    if (recipient->present && named < 0)
        return fault_set(fault, "unknown_person", "recipient", "city %s has no person '%s'", pack->code,
                         recipient->text);
    for (size_t i = 0; i < count; i++)
        if (named < 0 || stands[i] == named)
            wish->candidates[wish->candidate_count++] = pack->people[stands[i]].id;
    return wish->candidate_count > 0 || fault_set(fault, "not_allowed", "recipient", "'%s' is no deputy of '%s' today",
                                                  pack->people[person].code, recipient->text);
}

bool order_receipt_check(struct worker *worker, struct request *request, struct fault *fault)
{
    /* order.receive and order.answer begin alike */
    const struct message_order_receive *m = REQUEST_VALUES(request, order_receive);
    int person;
    const struct pack *pack = actor_check(worker, request, &m->actor, &person, fault);
    if (!pack)
        return false;
    wish_of(request)->order_id = m->order.integer;
    return candidates_find(pack, person, &m->recipient, wish_of(request), fault);
}
