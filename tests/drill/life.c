/* The next move of a ticket: drawn by weight from the table of its state, with who makes it and what it says. */
#include "tests/drill/life.h"

#include <stdio.h>
#include <string.h>

#include "common/base/instant.h"
#include "tests/drill/town.h"

enum { REFUSED_STATE_PERCENT = 2, PERSON_BYTES = LIFE_CODE_BYTES + 12 };
enum { UNTIL_LEAST_MS = 300, UNTIL_MOST_MS = 3000, STARS = 5, URGENCIES = 4, ENDING_TIMES = 20 };

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

/* -- who --------------------------------------------------------------------------------------------------------- */

static const char *person_of(const char *organisation, const char *part, char out[PERSON_BYTES])
{
    snprintf(out, PERSON_BYTES, "%s.%s", *organisation ? organisation : "works", part);
    return out;
}

/* One of the two grid workers: the ticket's, so that who was asked is who answers. */
static const char *worker_of(const struct life *life)
{
    return life->ticket % 2 ? "grid" : "grid2";
}

static const char *mover_choose(const struct life *life, enum mover mover, struct random *random,
                                char out[PERSON_BYTES])
{
    static const char *const centre[] = {[BY_RESIDENT] = "resident",
                                         [BY_OPERATOR] = "operator",
                                         [BY_DISPATCHER] = "dispatcher",
                                         [BY_SUPERVISOR] = "supervisor",
                                         [BY_SUPERVISOR2] = "supervisor2"};
    switch (mover) {
    case BY_GRID:
        return worker_of(life);
    case BY_HANDLER:
        return person_of(life->organisation, "handler", out);
    case BY_HANDLER2:
        return person_of(life->organisation, "handler2", out);
    case BY_HEAD:
        return person_of(life->organisation, "head", out);
    case BY_HELPER:
        return person_of(life->helper, "handler", out);
    case BY_CLAIMER:
        return person_of(town_organisations[random_below(random, TOWN_CLAIMERS)], "handler", out);
    default:
        return centre[mover];
    }
}

/* -- what -------------------------------------------------------------------------------------------------------- */

static const char *organisation_draw(struct random *random)
{
    return town_organisations[random_below(random, TOWN_ORGANISATIONS)];
}

static void group_set(json_t *body, struct random *random)
{
    uint32_t first = random_below(random, TOWN_ORGANISATIONS), count = 1 + random_below(random, 2);
    json_t *group = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(group, json_string(town_organisations[(first + i) % TOWN_ORGANISATIONS]));
    json_object_set_new(body, "group", group);
}

static void reached_set(json_t *body, struct random *random)
{
    bool reached = random_chance(random, 70);
    json_object_set_new(body, "reached", json_boolean(reached));
    if (reached)
        json_object_set_new(body, "satisfied", json_boolean(random_chance(random, 80)));
}

static void answer_set(json_t *body, const char *message)
{
    field_set(body, "answer", "已办理，感谢反映");
    if (strcmp(message, "ticket.close") == 0) /* the condition of its standard, where it has one */
        json_object_set_new(body, "confirmed", json_true());
}

static void seen_set(json_t *body, struct random *random)
{
    field_set(body, "answer", "已到现场查看");
    json_object_set_new(body, "holds", json_boolean(random_chance(random, 70)));
}

static void stars_set(json_t *body, struct random *random)
{
    json_object_set_new(body, "stars", json_integer(1 + random_below(random, STARS)));
}

/* In the kind of time of most limits; sometimes in another one, which is refused but for tasks that have it. */
static const char *extension_draw(struct random *random)
{
    return random_chance(random, 80) ? "1s" : random_chance(random, 50) ? "1wm" : "1wd";
}

static void extra_set(json_t *body, const struct move_row *row, const struct life *life, int64_t earlier,
                      struct random *random)
{
    char person[PERSON_BYTES];
    switch (row->extra) {
    case EXTRA_NONE:
        break;
    case EXTRA_ORGANISATION:
        field_set(body, "organisation", organisation_draw(random));
        break;
    case EXTRA_HELP_STARS:
        stars_set(body, random);
        field_set(body, "organisation", life->helper);
        break;
    case EXTRA_HELPER:
        field_set(body, "organisation", life->helper);
        break;
    case EXTRA_GROUP:
        group_set(body, random);
        break;
    case EXTRA_RESULT:
        field_set(body, "result", "已到场处理");
        break;
    case EXTRA_ANSWER:
        answer_set(body, row->message);
        break;
    case EXTRA_SEEN:
        seen_set(body, random);
        break;
    case EXTRA_REACHED:
        reached_set(body, random);
        break;
    case EXTRA_WORKER:
        field_set(body, "worker", worker_of(life));
        break;
    case EXTRA_HANDLER:
        field_set(body, "handler", person_of(life->organisation, "handler2", person));
        break;
    case EXTRA_EXTENSION:
        field_set(body, "extension", extension_draw(random));
        break;
    case EXTRA_UNTIL:
        json_object_set_new(body, "until",
                            json_integer(instant_now() + random_between(random, UNTIL_LEAST_MS, UNTIL_MOST_MS)));
        break;
    case EXTRA_INTO:
        json_object_set_new(body, "into", json_integer(earlier > 0 ? earlier : 1));
        break;
    case EXTRA_URGENCY:
        json_object_set_new(body, "urgency", json_integer(1 + random_below(random, URGENCIES)));
        break;
    case EXTRA_STARS:
        stars_set(body, random);
        break;
    }
}

/* -- choosing ---------------------------------------------------------------------------------------------------- */

static bool row_fits(const struct move_row *row, enum ticket_state state, unsigned knows)
{
    return row->state == state && (row->needs & knows) == row->needs && !(row->unless & knows);
}

/* 0: it cannot be drawn. Not only what ends a ticket may: the one that others were merged into is not struck out. */
static uint32_t row_weight(const struct move_row *row, enum ticket_state state, unsigned knows, bool ending)
{
    if (!row_fits(row, state, knows))
        return 0;
    return ending && moves_end(row->message) ? row->weight * ENDING_TIMES : row->weight;
}

/* A row of this state, by weight; NULL where the state has none: the ticket's life is over. */
static const struct move_row *row_draw(struct random *random, enum ticket_state state, unsigned knows, bool ending)
{
    uint32_t sum = 0, drawn;
    for (size_t i = 0; i < move_count; i++)
        sum += row_weight(&moves[i], state, knows, ending);
    drawn = sum ? random_below(random, sum) : 0;
    for (size_t i = 0; i < move_count && sum; i++) {
        uint32_t weight = row_weight(&moves[i], state, knows, ending);
        if (drawn < weight)
            return &moves[i];
        drawn -= weight;
    }
    return NULL;
}

struct move life_choose(struct random *random, const struct life *life, int64_t earlier)
{
    char person[PERSON_BYTES];
    const struct move_row *row = row_draw(random, life->state, life->knows, life->ending);
    if (!row || !row->message)
        return (struct move){NULL, NULL};
    if (strcmp(row->message, MOVES_LOOK) == 0)
        return (struct move){row->message, NULL};
    if (random_chance(random, REFUSED_STATE_PERCENT)) /* a move that the lifecycle refuses */
        row = row_draw(random, life->state == STATE_HANDLED ? STATE_SUBMITTED : STATE_HANDLED, 0, false);
    json_t *body = json_object();
    field_set(body, "city", life->city);
    json_object_set_new(body, "ticket", json_integer(life->ticket));
    field_set(body, "actor", mover_choose(life, row->mover, random, person));
    field_set(body, "reason", "演练需要");
    extra_set(body, row, life, earlier, random);
    return (struct move){row->message, body};
}

/* -- learning ---------------------------------------------------------------------------------------------------- */

static void code_keep(char out[LIFE_CODE_BYTES], const char *code)
{
    if (code)
        snprintf(out, LIFE_CODE_BYTES, "%s", code);
}

/* Whose handler it is: what stands before the last dot of the code. */
static void claimer_keep(struct life *life, const char *actor)
{
    const char *end = actor ? strrchr(actor, '.') : NULL;
    if (end)
        snprintf(life->organisation, LIFE_CODE_BYTES, "%.*s", (int)(end - actor), actor);
}

bool life_moved(struct life *life, const char *message, const json_t *body)
{
    static const char *const hand_outs[] = {"ticket.dispatch", "ticket.transfer", "ticket.decide"};
    life->knows = moves_know(life->knows, message);
    for (size_t i = 0; i < sizeof hand_outs / sizeof *hand_outs; i++)
        if (strcmp(message, hand_outs[i]) == 0)
            code_keep(life->organisation, json_string_value(json_object_get(body, "organisation")));
    if (strcmp(message, "ticket.call_in") == 0)
        code_keep(life->helper, json_string_value(json_array_get(json_object_get(body, "group"), 0)));
    if (strcmp(message, "ticket.claim") == 0)
        claimer_keep(life, json_string_value(json_object_get(body, "actor")));
    return strcmp(message, "ticket.escalate") == 0;
}

json_t *life_other_body(const json_t *body)
{
    json_t *other = json_deep_copy(body);
    field_set(other, json_object_get(body, "ticket") ? "reason" : "title", "同一编号，另一内容");
    return other;
}
