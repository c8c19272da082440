/* Heat maps: how many tickets came from each square of the map (common/figures/heat.h), read from rows that are kept
 * for it (heat.sql in the migrations), those of past days packed (heat_days.sql). */
#include "common/figures/heat.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/figures/publish.h"
#include "common/store/queries.h"
#include "services/report/heat_count.h"
#include "services/report/hotspots.h"

/* The statements that a map is made of, one after the other; columns of the last two. */
enum { BELOW, DAYS, CELLS, OPEN };
enum { CELL, AREA, CATEGORY, CHANNEL, URGENCY, OVERDUE };

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

enum { PERIOD = 3, FILTERS = 7 }; /* parameters that the statements begin with */

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
    struct parameter of[FILTERS],
        limits[] = {P_INTEGER(hotspot->city_id), hotspot_number(hotspot->area), hotspot_number(hotspot->category)};
    filters_make(hotspot, of);
    int statement = store_send(store, &query_heat_below, limits, 3);
    store_send(store, &query_heat_days, of, PERIOD);
    store_send(store, &query_heat_cells, of, PERIOD);
    store_send(store, &query_heat_open, of, PERIOD);
    return statement;
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

static struct heat_ticket ticket_at(const struct store *store, int statement, int row)
{
    return (struct heat_ticket){
        store_integer(store, statement, row, CELL), (int32_t)store_integer(store, statement, row, AREA),
        (int32_t)store_integer(store, statement, row, CATEGORY), (int32_t)store_integer(store, statement, row, CHANNEL),
        (int32_t)store_integer(store, statement, row, URGENCY)};
}

/* What has been packed is held against its rows by steward log verify. */
static void days_count(struct heat_count *count, const struct store *store, int statement)
{
    size_t length;
    for (int row = 0; row < store_rows(store, statement); row++) {
        const char *packed = store_text(store, statement, row, 0, &length);
        if (!heat_count_day(count, packed, length))
            log_error("a packed day of a heat map is damaged: steward log verify tells which");
    }
}

/* Counts what the statements from `first` on have found; `count` says how they are limited besides areas and
 * categories. Returns how many squares there are. */
static size_t count_make(struct heat_count *count, const struct store *store, int first)
{
    for (int row = 0; row < store_rows(store, first + BELOW); row++)
        heat_count_limit(count, (int)store_integer(store, first + BELOW, row, 0),
                         (int32_t)store_integer(store, first + BELOW, row, 1));
    days_count(count, store, first + DAYS);
    for (int row = 0; row < store_rows(store, first + CELLS); row++) {
        struct heat_ticket ticket = ticket_at(store, first + CELLS, row);
        heat_count_received(count, &ticket);
    }
    for (int row = 0; row < store_rows(store, first + OPEN); row++) {
        struct heat_ticket ticket = ticket_at(store, first + OPEN, row);
        heat_count_open(count, &ticket, store_integer(store, first + OPEN, row, OVERDUE));
    }
    return heat_count_sort(count);
}

static json_t *square_json(int64_t cell)
{
    char key[HEAT_KEY_BYTES];
    struct heat_square square = heat_square_of(cell);
    heat_key_print(cell, key);
    return json_pack("{s:s, s:f, s:f, s:f, s:f, s:f, s:f}", "key", key, "latitude", (square.south + square.north) / 2,
                     "longitude", (square.west + square.east) / 2, "south", square.south, "west", square.west, "north",
                     square.north, "east", square.east);
}

static json_t *row_json(const struct heat_cell *cell, bool public)
{
    json_t *row = square_json(cell->cell);
    json_object_set_new(row, "tickets", json_integer(cell->tickets));
    if (!public) {
        json_object_set_new(row, "open", json_integer(cell->open));
        json_object_set_new(row, "overdue", json_integer(cell->overdue));
    }
    return row;
}

/* What is below the least is not there at all, as if nothing had come; nor is it said how much has no place: else what
 * is missing to the city's total could be that of one square. */
static json_t *public_rows(const struct heat_cell *cells, size_t count)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < count && cells[i].tickets >= PUBLISH_LEAST; i++)
        if (cells[i].cell != HEAT_NOWHERE)
            json_array_append_new(rows, row_json(&cells[i], true));
    return rows;
}

json_t *heat_public_rows(const struct store *store, int statement)
{
    struct heat_count count = {0};
    size_t squares = count_make(&count, store, statement);
    json_t *rows = public_rows(count.cells, squares);
    heat_count_clear(&count);
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

static json_t *rows_make(const struct heat_cell *cells, size_t count, int64_t limit, json_t **total)
{
    json_t *rows = json_array();
    struct heat_cell all = {0}, unplaced = {0};
    int64_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (cells[i].cell == HEAT_NOWHERE) {
            unplaced = cells[i];
            continue;
        }
        all.tickets += cells[i].tickets;
        all.open += cells[i].open;
        all.overdue += cells[i].overdue;
        if (found++ < limit)
            json_array_append_new(rows, row_json(&cells[i], false));
    }
    *total =
        json_pack("{s:I, s:I, s:I, s:I, s:I}", "found", (json_int_t)found, "tickets", (json_int_t)all.tickets, "open",
                  (json_int_t)all.open, "overdue", (json_int_t)all.overdue, "unplaced", (json_int_t)unplaced.tickets);
    return rows;
}

void heat_answer(struct request *request, const struct store *store, const struct hotspot *hotspot)
{
    json_t *total, *rows;
    struct heat_count count = {.channel = hotspot->channel == HOTSPOT_ANY ? 0 : hotspot->channel,
                               .urgency = hotspot->urgency == HOTSPOT_ANY ? 0 : hotspot->urgency};
    size_t squares = count_make(&count, store, hotspot->statement);
    if (hotspot->public) {
        rows = public_rows(count.cells, squares);
        total = public_total(rows);
    } else {
        rows = rows_make(count.cells, squares, hotspot->limit, &total);
    }
    heat_count_clear(&count);
    json_t *reply =
        json_pack("{s:s, s:s, s:o, s:o, s:I}", "from", hotspot->first, "to", hotspot->last, "rows", rows, "total",
                  total, "position", (json_int_t)store_integer(store, hotspot->position_statement, 0, 0));
    char *text = json_dumps(reply, JSON_COMPACT | JSON_REAL_PRECISION(HEAT_DIGITS));
    request_answer_text(request, text, strlen(text));
    free(text);
    json_decref(reply);
}
