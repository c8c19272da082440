/* Moves by state, with weights. Their table is the drill's own, so that the drill does not learn from what it tests
 * what may be done. */
#include "tests/drill/life.h"

#include <string.h>

#include "tests/drill/town.h"

enum extra { EXTRA_NONE, EXTRA_ORGANISATION, EXTRA_RESULT, EXTRA_ANSWER, EXTRA_REACHED };

#define HANDLER NULL /* of the organisation that holds the ticket */

static const struct {
    enum ticket_state state;
    uint32_t weight;
    const char *message, *actor;
    enum extra extra;
} choices[] = {
    {STATE_RECEIVED, 60, "ticket.dispatch", "dispatcher", EXTRA_ORGANISATION},
    {STATE_RECEIVED, 20, "ticket.accept", "operator", EXTRA_NONE},
    {STATE_RECEIVED, 6, "ticket.reject", "operator", EXTRA_ANSWER},
    {STATE_RECEIVED, 6, "ticket.void", "operator", EXTRA_NONE},
    {STATE_RECEIVED, 8, "ticket.withdraw", "resident", EXTRA_NONE},
    {STATE_ACCEPTED, 80, "ticket.dispatch", "supervisor", EXTRA_ORGANISATION},
    {STATE_ACCEPTED, 10, "ticket.reject", "dispatcher", EXTRA_ANSWER},
    {STATE_ACCEPTED, 10, "ticket.withdraw", "operator", EXTRA_NONE},
    {STATE_DISPATCHED, 75, "ticket.sign", HANDLER, EXTRA_NONE},
    {STATE_DISPATCHED, 11, "ticket.return", HANDLER, EXTRA_NONE},
    {STATE_DISPATCHED, 7, "ticket.withdraw", "resident", EXTRA_NONE},
    {STATE_DISPATCHED, 7, "ticket.void", "supervisor", EXTRA_NONE},
    {STATE_IN_PROGRESS, 80, "ticket.handle", HANDLER, EXTRA_RESULT},
    {STATE_IN_PROGRESS, 8, "ticket.return", HANDLER, EXTRA_NONE},
    {STATE_IN_PROGRESS, 6, "ticket.withdraw", "resident", EXTRA_NONE},
    {STATE_IN_PROGRESS, 6, "ticket.void", "supervisor", EXTRA_NONE},
    {STATE_HANDLED, 70, "ticket.verify", "grid", EXTRA_NONE},
    {STATE_HANDLED, 30, "ticket.rework", "operator", EXTRA_NONE},
    {STATE_VERIFIED, 85, "ticket.close", "operator", EXTRA_ANSWER},
    {STATE_VERIFIED, 15, "ticket.rework", "dispatcher", EXTRA_NONE},
    {STATE_CLOSED, 60, "ticket.follow_up", "operator", EXTRA_REACHED},
    {STATE_CLOSED, 40, NULL, NULL, EXTRA_NONE},
    {STATE_RETURNED, 85, "ticket.dispatch", "dispatcher", EXTRA_ORGANISATION},
    {STATE_RETURNED, 15, "ticket.reject", "supervisor", EXTRA_ANSWER},
};

enum { CHOICE_COUNT = sizeof choices / sizeof *choices, REFUSED_STATE_PERCENT = 2 };

static void field_set(json_t *body, const char *name, const char *text)
{
    json_object_set_new(body, name, json_string(text));
}

json_t *life_complaint(struct random *random, const char *city)
{
    json_t *body = json_object();
    field_set(body, "city", city);
    field_set(body, "actor", "resident");
    field_set(body, "channel", town_channels[random_below(random, TOWN_CHANNELS)]);
    field_set(body, "category", town_categories[random_below(random, TOWN_CATEGORIES)].code);
    field_set(body, "area", town_areas[random_below(random, TOWN_AREAS)]);
    field_set(body, "title", town_titles[random_below(random, TOWN_TITLES)]);
    if (random_chance(random, 30))
        field_set(body, "description", "演练：请尽快处理。");
    return body;
}

static void extra_set(json_t *body, enum extra extra, struct random *random)
{
    switch (extra) {
    case EXTRA_NONE:
        break;
    case EXTRA_ORGANISATION:
        field_set(body, "organisation", town_organisations[random_below(random, TOWN_ORGANISATIONS)]);
        break;
    case EXTRA_RESULT:
        field_set(body, "result", "已到场处理");
        break;
    case EXTRA_ANSWER:
        field_set(body, "answer", "已办理，感谢反映");
        break;
    case EXTRA_REACHED:
        json_object_set_new(body, "reached", json_true());
        json_object_set_new(body, "satisfied", json_boolean(random_chance(random, 80)));
        break;
    }
}

/* A choice of this state, by weight; negative where the state has none: the ticket's life is over. */
static int choice_draw(struct random *random, enum ticket_state state)
{
    uint32_t sum = 0, drawn;
    for (int i = 0; i < CHOICE_COUNT; i++)
        sum += choices[i].state == state ? choices[i].weight : 0;
    if (!sum)
        return -1;
    drawn = random_below(random, sum);
    for (int i = 0; i < CHOICE_COUNT; i++) {
        if (choices[i].state != state)
            continue;
        if (drawn < choices[i].weight)
            return i;
        drawn -= choices[i].weight;
    }
    return -1;
}

struct move life_choose(struct random *random, const struct life *life)
{
    enum ticket_state state = life->state;
    int choice = choice_draw(random, state);
    if (choice < 0 || !choices[choice].message)
        return (struct move){NULL, NULL};
    if (random_chance(random, REFUSED_STATE_PERCENT)) /* a move that the lifecycle refuses */
        choice = choice_draw(random, state == STATE_HANDLED ? STATE_DISPATCHED : STATE_HANDLED);
    const char *handler = town_handler(life->organisation);
    json_t *body = json_object();
    field_set(body, "city", life->city);
    json_object_set_new(body, "ticket", json_integer(life->ticket));
    field_set(body, "actor", choices[choice].actor ? choices[choice].actor : handler ? handler : "works.handler");
    field_set(body, "reason", "演练需要");
    extra_set(body, choices[choice].extra, random);
    return (struct move){choices[choice].message, body};
}

json_t *life_other_body(const json_t *body)
{
    json_t *other = json_deep_copy(body);
    field_set(other, json_object_get(body, "ticket") ? "reason" : "title", "同一编号，另一内容");
    return other;
}
