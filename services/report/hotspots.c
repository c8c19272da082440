/* report.hotspots and report.hotspot.tickets: what stands out, and the tickets behind a row of it. For those who see
 * all of a city. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/figures/heat.h"
#include "common/store/queries.h"
#include "proto/measure.h"
#include "services/report/hotspots.h"

enum { HOTSPOTS_AT_ONCE = 4, ROWS_UNLESS_TOLD = 50, TICKETS_UNLESS_TOLD = 1000 };
enum { GROWTH_DAYS = 7, DAYS_UNLESS_TOLD = 30, DAYS_MOST = 3660 };

static const struct hotspot_kind kinds[] = {
    {"growth", SUMS_GROWTH, KEY_AREA_CATEGORY, MEASURE_RECEIVED, true, false},
    {"estates", SUMS_ESTATES, KEY_AREA, MEASURE_RECEIVED, false, false},
    {"reporters", SUMS_NONE, KEY_TICKET, MEASURE_RECEIVED, false, false},
    {"repeats", SUMS_REPEATS, KEY_AREA_CATEGORY, MEASURE_RECEIVED, false, true},
    {"steps", SUMS_STEPS, KEY_STATE_ORGANISATION, MEASURE_STAYED, false, false},
    {"returns", SUMS_RETURNS, KEY_ORGANISATION, MEASURE_RETURNED, false, false},
    {"heat", SUMS_NONE, KEY_SQUARE, MEASURE_RECEIVED, false, false},
};

static struct hotspot *hotspot_of(struct request *request)
{
    return (struct hotspot *)(void *)request->detail;
}

/* -- checks ------------------------------------------------------------------------------------------------------ */

static bool kind_check(const struct value *kind, struct hotspot *hotspot, struct fault *fault)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, kind->text) == 0) {
            hotspot->kind = &kinds[i];
            return true;
        }
    return fault_set(fault, "out_of_range", "kind",
                     "kind must be growth, estates, reporters, repeats, steps, returns or heat and is '%s'",
                     kind->text);
}

/* A day, or `otherwise`. */
static bool day_check(const struct value *value, const char *field, int32_t otherwise, int32_t *out,
                      struct fault *fault)
{
    *out = otherwise;
    return !value->present || date_parse(value->text, value->length, out) ||
           fault_set(fault, "out_of_range", field, "%s must be %s, and is '%s'", field, DATE_EXPECTED, value->text);
}

static bool days_check(const struct pack *pack, const struct value *from, const struct value *to,
                       struct hotspot *hotspot, struct fault *fault)
{
    int32_t first, last = 0, month_first = 0, today = pack_date(pack, instant_now());
    bool growth = hotspot->kind->growth;
    heat_public_days(today, &month_first, &last);
    if (!day_check(to, "to", hotspot->public ? last : today - 1, &last, fault))
        return false;
    if (growth && from->present)
        return fault_set(fault, "out_of_range", "from", "from is not of growth, which looks at %d days", GROWTH_DAYS);
    int32_t otherwise = last - (growth ? GROWTH_DAYS : DAYS_UNLESS_TOLD) + 1;
    if (!day_check(from, "from", hotspot->public ? month_first : otherwise, &first, fault))
        return false;
    if (first > last)
        return fault_set(fault, "out_of_range", "to", "to must not be before from");
    if (last - first >= DAYS_MOST)
        return fault_set(fault, "out_of_range", "from", "from must be at most %d days before to", DAYS_MOST);
    date_print(first, hotspot->first);
    date_print(last, hotspot->last);
    return heat_public_check(hotspot, today, fault);
}

static bool level_check(const struct value *level, struct hotspot *hotspot, struct fault *fault)
{
    hotspot->level = level->present ? kind_number(area_kinds, level->text, level->length) : AREA_COMMUNITY;
    if (level->present && !hotspot->kind->growth)
        return fault_set(fault, "out_of_range", "level", "level is of growth only");
    return hotspot->level ||
           fault_set(fault, "out_of_range", "level",
                     "level must be city, street, community, estate, building, grid or lane and is '%s'", level->text);
}

/* `actor`: who must see all of the city; NULL: whoever asks. */
static const struct pack *city_check(struct worker *worker, struct request *request, const struct value *actor,
                                     struct fault *fault)
{
    const struct value *city = &request->values[0];
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    if (!pack)
        fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
    if (!pack || (actor && !viewer_check_all(pack, actor, fault)))
        return NULL;
    *hotspot_of(request) = (struct hotspot){.kind = kinds,
                                            .city_id = pack->city_id,
                                            .area = HOTSPOT_ANY,
                                            .category = HOTSPOT_ANY,
                                            .organisation = HOTSPOT_ANY,
                                            .state = HOTSPOT_ANY,
                                            .channel = HOTSPOT_ANY,
                                            .urgency = HOTSPOT_ANY,
                                            .reporter_of = HOTSPOT_ANY};
    return pack;
}

static bool sort_check(const struct value *sort, struct hotspot *hotspot, struct fault *fault)
{
    hotspot->by_rate = sort->present && strcmp(sort->text, "rate") == 0;
    if (sort->present && hotspot->kind->sums != SUMS_ESTATES)
        return fault_set(fault, "out_of_range", "sort", "sort is of estates only");
    return !sort->present || hotspot->by_rate || strcmp(sort->text, "tickets") == 0 ||
           fault_set(fault, "out_of_range", "sort", "sort must be tickets or rate and is '%s'", sort->text);
}

bool hotspots_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_hotspots *m = REQUEST_VALUES(request, hotspots);
    bool public = m->public.present && m->public.boolean;
    const struct pack *pack = city_check(worker, request, public ? NULL : &m->actor, fault);
    struct hotspot *hotspot = hotspot_of(request);
    if (!pack || !kind_check(&m->kind, hotspot, fault))
        return false;
    int64_t otherwise = hotspot->kind->key == KEY_SQUARE ? HEAT_ROWS_MOST : ROWS_UNLESS_TOLD;
    hotspot->public = public;
    hotspot->limit = m->limit.present ? m->limit.integer : otherwise;
    return days_check(pack, &m->from, &m->to, hotspot, fault) && level_check(&m->level, hotspot, fault) &&
           sort_check(&m->sort, hotspot, fault) &&
           heat_filters_check(pack, &m->area, &m->category, &m->channel, &m->urgency, hotspot, fault);
}

/* -- the key of a row -------------------------------------------------------------------------------------------- */

static bool area_read(const struct pack *pack, const char *code, size_t length, int32_t *out)
{
    int at = pack_area_find(pack, code, length);
    if (at >= 0)
        *out = pack->areas[at].id;
    return at >= 0;
}

static bool category_read(const struct pack *pack, const char *code, size_t length, int32_t *out)
{
    int at = pack_category_find(pack, code, length);
    if (at >= 0)
        *out = pack->categories[at].id;
    return at >= 0;
}

/* "" is the command centre. */
static bool organisation_read(const struct pack *pack, const char *code, size_t length, int32_t *out)
{
    int at = pack_organisation_find(pack, code, length);
    *out = at >= 0 ? pack->organisations[at].id : 0;
    return at >= 0 || length == 0;
}

static bool state_read(const char *name, size_t length, int32_t *out)
{
    *out = lifecycle_state_of(name, length);
    return *out > STATE_NONE;
}

static bool ticket_read(const char *text, int64_t *out)
{
    char *end;
    *out = strtoll(text, &end, 10);
    return *text && !*end && *out > 0;
}

static bool key_read(const struct pack *pack, const struct value *key, struct hotspot *hotspot)
{
    const char *slash = strchr(key->text, '/'), *second = slash ? slash + 1 : "";
    size_t first_length = slash ? (size_t)(slash - key->text) : key->length, second_length = strlen(second);
    switch (hotspot->kind->key) {
    case KEY_AREA_CATEGORY:
        return slash && area_read(pack, key->text, first_length, &hotspot->area) &&
               category_read(pack, second, second_length, &hotspot->category);
    case KEY_AREA:
        return area_read(pack, key->text, key->length, &hotspot->area);
    case KEY_TICKET:
        return ticket_read(key->text, &hotspot->reporter_of);
    case KEY_STATE_ORGANISATION:
        return slash && state_read(key->text, first_length, &hotspot->state) &&
               organisation_read(pack, second, second_length, &hotspot->organisation);
    case KEY_ORGANISATION:
        return organisation_read(pack, key->text, key->length, &hotspot->organisation);
    case KEY_SQUARE:
        return heat_key_read(key->text, &hotspot->square);
    }
    return false;
}

bool hotspot_tickets_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_hotspot_tickets *m = REQUEST_VALUES(request, hotspot_tickets);
    const struct pack *pack = city_check(worker, request, &m->actor, fault);
    struct hotspot *hotspot = hotspot_of(request);
    if (!pack || !kind_check(&m->kind, hotspot, fault) || !days_check(pack, &m->from, &m->to, hotspot, fault) ||
        !heat_filters_check(pack, &m->area, &m->category, &m->channel, &m->urgency, hotspot, fault) ||
        !heat_of_check(&m->of, hotspot, fault))
        return false;
    hotspot->after = m->after.present ? m->after.integer : 0;
    hotspot->limit = m->limit.present ? m->limit.integer : TICKETS_UNLESS_TOLD;
    return key_read(pack, &m->key, hotspot) || fault_set(fault, "out_of_range", "key",
                                                         "key must be that of a row of report.hotspots, kind %s, and "
                                                         "is '%s'",
                                                         hotspot->kind->name, m->key.text);
}

/* -- statements -------------------------------------------------------------------------------------------------- */

struct parameter hotspot_number(int32_t number)
{
    return number == HOTSPOT_ANY ? P_NULL : P_INTEGER(number);
}

static void rows_send(struct work *work, struct request *request, struct hotspot *hotspot)
{
    struct parameter of[] = {P_INTEGER(hotspot->city_id), P_TEXT(hotspot->first, strlen(hotspot->first)),
                             P_TEXT(hotspot->last, strlen(hotspot->last)), P_BIGINT(hotspot->limit)};
    if (hotspot->kind->sums) {
        hotspot_sums_send(work, request, hotspot);
    } else if (hotspot->kind->key == KEY_SQUARE) {
        hotspot->statement = heat_send(work->store, hotspot);
        hotspot->position_statement = store_send(work->store, &query_lines_position, of, 1);
    } else {
        hotspot->statement = store_send(work->store, &query_hotspot_reporters, of, 4);
    }
}

static void rows_answer(struct work *work, struct request *request, const struct hotspot *hotspot)
{
    if (hotspot->kind->sums)
        hotspot_sums_answer(work, request, hotspot);
    else if (hotspot->kind->key == KEY_SQUARE)
        heat_answer(request, work->store, hotspot);
    else
        query_answer(request, work->store, hotspot->statement);
}

static int tickets_send(struct store *store, const struct hotspot *hotspot)
{
    if (hotspot->kind->key == KEY_SQUARE)
        return heat_tickets_send(store, hotspot);
    struct parameter of[] = {P_INTEGER(hotspot->city_id),
                             P_TEXT(hotspot->first, strlen(hotspot->first)),
                             P_TEXT(hotspot->last, strlen(hotspot->last)),
                             P_INTEGER(hotspot->kind->measure),
                             hotspot_number(hotspot->area),
                             hotspot_number(hotspot->category),
                             hotspot_number(hotspot->organisation),
                             hotspot_number(hotspot->state),
                             hotspot->reporter_of == HOTSPOT_ANY ? P_NULL : P_BIGINT(hotspot->reporter_of),
                             P_BOOLEAN(hotspot->kind->again),
                             P_BIGINT(hotspot->after),
                             P_BIGINT(hotspot->limit)};
    return store_send(store, &query_hotspot_tickets, of, sizeof of / sizeof *of);
}

static void hotspot_send(struct work *work, struct request *request)
{
    struct hotspot *hotspot = hotspot_of(request);
    if (request->handler->message == MESSAGE_hotspots)
        rows_send(work, request, hotspot);
    else
        hotspot->statement = tickets_send(work->store, hotspot);
}

static void hotspot_answer(struct work *work, struct request *request)
{
    const struct hotspot *hotspot = hotspot_of(request);
    if (request->handler->message == MESSAGE_hotspots)
        rows_answer(work, request, hotspot);
    else
        query_answer(request, work->store, hotspot->statement);
}

static enum work_next hotspot_step(struct work *work, int step)
{
    for (size_t i = 0; i < work->request_count; i++)
        if (step == 0)
            hotspot_send(work, work->requests[i]);
        else
            hotspot_answer(work, work->requests[i]);
    return step == 0 ? WORK_MORE : WORK_ABANDON;
}

const struct work_kind hotspot_batch = {
    .name = "hotspot", .requests_max = HOTSPOTS_AT_ONCE, .snapshot = true, .step = hotspot_step};
