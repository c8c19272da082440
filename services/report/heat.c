/* Heat maps: how many tickets came from each square of the map (common/figures/heat.h), read from rows that are kept
 * for it (heat.sql in the migrations). */
#include "common/figures/heat.h"

#include <stdlib.h>
#include <string.h>

#include "common/figures/publish.h"
#include "common/store/queries.h"
#include "services/report/hotspots.h"

enum { CELL, TICKETS, OPEN, OVERDUE, COUNTS }; /* columns of heat_cells.sql */

/* -- checks ------------------------------------------------------------------------------------------------------ */

static bool area_check(const struct pack *pack, const struct value *area, struct hotspot *hotspot, struct fault *fault)
{
    int at = area->present ? pack_area_find(pack, area->text, area->length) : 0;
    if (at < 0)
        return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, area->text);
    if (area->present && pack->areas[at].parent >= 0) /* else it is the whole city */
        hotspot->area = pack->areas[at].id;
    return true;
}

static bool category_check(const struct pack *pack, const struct value *category, struct hotspot *hotspot,
                           struct fault *fault)
{
    int at = category->present ? pack_category_find(pack, category->text, category->length) : 0;
    if (at < 0)
        return fault_set(fault, "unknown_category", "category", "city %s has no category '%s'", pack->code,
                         category->text);
    if (category->present)
        hotspot->category = pack->categories[at].id;
    return true;
}

static bool channel_check(const struct pack *pack, const struct value *channel, struct hotspot *hotspot,
                          struct fault *fault)
{
    int at = channel->present ? pack_channel_find(pack, channel->text, channel->length) : 0;
    if (at < 0)
        return fault_set(fault, "unknown_channel", "channel", "city %s has no channel '%s'", pack->code, channel->text);
    if (channel->present)
        hotspot->channel = pack->channels[at].id;
    return true;
}

bool heat_filters_check(const struct pack *pack, const struct value *area, const struct value *category,
                        const struct value *channel, const struct value *urgency, struct hotspot *hotspot,
                        struct fault *fault)
{
    const char *given = area->present       ? "area"
                        : category->present ? "category"
                        : channel->present  ? "channel"
                        : urgency->present  ? "urgency"
                                            : NULL;
    if (given && hotspot->kind->key != KEY_SQUARE)
        return fault_set(fault, "out_of_range", given, "%s is of heat only", given);
    if (given && hotspot->public)
        return fault_set(fault, "out_of_range", given,
                         "%s is not for the public: what few there are could be taken off all there are", given);
    if (urgency->present)
        hotspot->urgency = (int32_t)urgency->integer;
    return area_check(pack, area, hotspot, fault) && category_check(pack, category, hotspot, fault) &&
           channel_check(pack, channel, hotspot, fault);
}

void heat_public_days(int32_t today, int32_t *first, int32_t *last)
{
    *last = date_month(today) - 1;
    *first = date_month(*last);
}

bool heat_public_check(const struct hotspot *hotspot, int32_t today, struct fault *fault)
{
    int32_t first, last;
    if (!hotspot->public)
        return true;
    if (hotspot->kind->key != KEY_SQUARE)
        return fault_set(fault, "out_of_range", "public", "public is of heat only");
    date_parse(hotspot->first, strlen(hotspot->first), &first);
    date_parse(hotspot->last, strlen(hotspot->last), &last);
    return (last < date_month(today) && date_month(last) == first && date_month(last + 1) == last + 1) ||
           fault_set(fault, "out_of_range", "to",
                     "for the public from and to must be the first and the last day of a month that has ended: from "
                     "periods that overlap small numbers can be worked out");
}

bool heat_of_check(const struct value *of, struct hotspot *hotspot, struct fault *fault)
{
    static const char *const names[] = {
        [HEAT_OF_ALL] = "tickets", [HEAT_OF_OPEN] = "open", [HEAT_OF_OVERDUE] = "overdue"};
    if (of->present && hotspot->kind->key != KEY_SQUARE)
        return fault_set(fault, "out_of_range", "of", "of is of heat only");
    for (int i = 0; of->present && i <= HEAT_OF_OVERDUE; i++)
        if (strcmp(names[i], of->text) == 0) {
            hotspot->of = (enum heat_of)i;
            return true;
        }
    return !of->present ||
           fault_set(fault, "out_of_range", "of", "of must be tickets, open or overdue and is '%s'", of->text);
}

/* -- statements -------------------------------------------------------------------------------------------------- */

enum { FILTERS = 7 }; /* parameters that both statements begin with */

static void filters_make(const struct hotspot *hotspot, struct parameter of[FILTERS])
{
    of[0] = P_INTEGER(hotspot->city_id);
    of[1] = P_TEXT(hotspot->first, strlen(hotspot->first));
    of[2] = P_TEXT(hotspot->last, strlen(hotspot->last));
    of[3] = hotspot_number(hotspot->area);
    of[4] = hotspot_number(hotspot->category);
    of[5] = hotspot_number(hotspot->channel);
    of[6] = hotspot_number(hotspot->urgency);
}

int heat_send(struct store *store, const struct hotspot *hotspot)
{
    struct parameter of[FILTERS];
    filters_make(hotspot, of);
    return store_send(store, &query_heat_cells, of, FILTERS);
}

int heat_public_send(struct store *store, int32_t city_id, int32_t month)
{
    struct hotspot hotspot = {.city_id = city_id,
                              .area = HOTSPOT_ANY,
                              .category = HOTSPOT_ANY,
                              .channel = HOTSPOT_ANY,
                              .urgency = HOTSPOT_ANY};
    date_print(month, hotspot.first);
    date_print(date_month(month + 31) - 1, hotspot.last);
    return heat_send(store, &hotspot);
}

int heat_tickets_send(struct store *store, const struct hotspot *hotspot)
{
    struct parameter of[FILTERS + 4];
    filters_make(hotspot, of);
    of[FILTERS] = P_BIGINT(hotspot->square);
    of[FILTERS + 1] = P_INTEGER(hotspot->of);
    of[FILTERS + 2] = P_BIGINT(hotspot->after);
    of[FILTERS + 3] = P_BIGINT(hotspot->limit);
    return store_send(store, &query_heat_tickets, of, FILTERS + 4);
}

/* -- answers ----------------------------------------------------------------------------------------------------- */

static json_t *square_json(int64_t cell)
{
    char key[HEAT_KEY_BYTES];
    struct heat_square square = heat_square_of(cell);
    heat_key_print(cell, key);
    return json_pack("{s:s, s:f, s:f, s:f, s:f, s:f, s:f}", "key", key, "latitude", (square.south + square.north) / 2,
                     "longitude", (square.west + square.east) / 2, "south", square.south, "west", square.west, "north",
                     square.north, "east", square.east);
}

static json_t *row_json(const struct store *store, int statement, int at, bool public)
{
    json_t *row = square_json(store_integer(store, statement, at, CELL));
    json_object_set_new(row, "tickets", json_integer(store_integer(store, statement, at, TICKETS)));
    if (!public) {
        json_object_set_new(row, "open", json_integer(store_integer(store, statement, at, OPEN)));
        json_object_set_new(row, "overdue", json_integer(store_integer(store, statement, at, OVERDUE)));
    }
    return row;
}

/* What is below the least is not there at all, as if nothing had come; nor is it said how much has no place: else what
 * is missing to the city's total could be that of one square. */
json_t *heat_public_rows(const struct store *store, int statement)
{
    json_t *rows = json_array();
    for (int at = 0; at < store_rows(store, statement); at++)
        if (store_integer(store, statement, at, CELL) != HEAT_NOWHERE &&
            store_integer(store, statement, at, TICKETS) >= PUBLISH_LEAST)
            json_array_append_new(rows, row_json(store, statement, at, true));
    return rows;
}

static json_t *public_total(const json_t *rows)
{
    size_t i;
    json_t *row;
    json_int_t tickets = 0;
    json_array_foreach(rows, i, row) tickets += json_integer_value(json_object_get(row, "tickets"));
    return json_pack("{s:I, s:I}", "found", (json_int_t)json_array_size(rows), "tickets", tickets);
}

static json_t *rows_make(const struct store *store, const struct hotspot *hotspot, json_t **total)
{
    json_t *rows = json_array();
    int64_t found = 0, counts[COUNTS] = {0}, unplaced = 0;
    for (int at = 0; at < store_rows(store, hotspot->statement); at++) {
        if (store_integer(store, hotspot->statement, at, CELL) == HEAT_NOWHERE) {
            unplaced = store_integer(store, hotspot->statement, at, TICKETS);
            continue;
        }
        for (int i = TICKETS; i < COUNTS; i++)
            counts[i] += store_integer(store, hotspot->statement, at, i);
        if (found++ < hotspot->limit)
            json_array_append_new(rows, row_json(store, hotspot->statement, at, false));
    }
    *total = json_pack("{s:I, s:I, s:I, s:I, s:I}", "found", (json_int_t)found, "tickets", (json_int_t)counts[TICKETS],
                       "open", (json_int_t)counts[OPEN], "overdue", (json_int_t)counts[OVERDUE], "unplaced",
                       (json_int_t)unplaced);
    return rows;
}

void heat_answer(struct request *request, const struct store *store, const struct hotspot *hotspot)
{
    json_t *total, *rows;
    if (hotspot->public) {
        rows = heat_public_rows(store, hotspot->statement);
        total = public_total(rows);
    } else {
        rows = rows_make(store, hotspot, &total);
    }
    json_t *reply =
        json_pack("{s:s, s:s, s:o, s:o, s:I}", "from", hotspot->first, "to", hotspot->last, "rows", rows, "total",
                  total, "position", (json_int_t)store_integer(store, hotspot->position_statement, 0, 0));
    char *text = json_dumps(reply, JSON_COMPACT | JSON_REAL_PRECISION(HEAT_DIGITS));
    request_answer_text(request, text, strlen(text));
    free(text);
    json_decref(reply);
}
