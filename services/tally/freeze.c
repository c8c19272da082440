/* report.freeze: keeps the figures of a period as they are: the cells of its months, ten days and days, summed up for
 * each pair of dimensions, with the tree of areas that they were made with, and the position of the log that they were
 * counted up to, at which its lists can be told for ever. All at one snapshot, in which cells and cursor agree; some
 * rows at a time. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/question/span.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/tally/tally.h"

static const unsigned freezing_roles = ROLE_SUPERVISOR | ROLE_ADMINISTRATOR;

enum { HASH, FIRST, LAST, POSITION, NAME_TAKEN, COUNTED, BEHIND }; /* columns of freeze_find */

/* What a check found out. */
struct freezing {
    int32_t city_id, actor_id;
    struct span span;
    int64_t position;
    int statement;
    bool done; /* it was frozen before, with the same key */
};
_Static_assert(sizeof(struct freezing) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct freezing *freezing_of(struct request *request)
{
    return (struct freezing *)(void *)request->detail;
}

/* -- check ------------------------------------------------------------------------------------------------------- */

static bool actor_check(const struct pack *pack, const struct value *actor, int32_t today, struct freezing *freezing,
                        struct fault *fault)
{
    char names[256];
    int person = pack_person_find(pack, actor->text, actor->length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, actor->text);
    freezing->actor_id = pack->people[person].id;
    return (pack_person_roles(pack, person, -1, today) & freezing_roles) ||
           fault_set(fault, "not_allowed", "actor", "'%s' may not freeze figures: expected one of the roles %s",
                     actor->text, lifecycle_role_names(freezing_roles, names, sizeof names));
}

bool freeze_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_freeze *m = REQUEST_VALUES(request, freeze);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    struct freezing *freezing = freezing_of(request);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    int32_t today = pack_date(pack, instant_now());
    *freezing = (struct freezing){.city_id = pack->city_id};
    if (!actor_check(pack, &m->actor, today, freezing, fault) ||
        !span_read(&m->from, &m->to, &m->period, today, &freezing->span, fault))
        return false;
    return freezing->span.last < today ||
           fault_set(fault, "not_ended", m->period.present ? "period" : "to", "the period has not ended yet");
}

/* -- finding out
 * ------------------------------------------------------------------------------------------------------- */

static void find_send(struct request *request, struct store *store)
{
    const struct message_freeze *m = REQUEST_VALUES(request, freeze);
    struct freezing *freezing = freezing_of(request);
    struct parameter of[] = {P_INTEGER(freezing->city_id), P_TEXT(request->key, request->key_length),
                             P_TEXT(m->name.text, m->name.length), P_INTEGER(freezing->span.last + 1)};
    freezing->statement = store_send(store, &query_freeze_find, of, 4);
}

static bool conflict(struct request *request)
{
    struct fault fault;
    fault_set(&fault, "key_conflict", NULL, "this idempotency key was used with another request");
    request_refuse(request, REPLY_CONFLICT, &fault);
    return false;
}

static bool refuse(struct request *request, const char *code, const char *field, const char *sentence)
{
    struct fault fault;
    fault_set(&fault, code, field, "%s", sentence);
    request_refuse(request, REPLY_REFUSED, &fault);
    return false;
}

/* Is it to be frozen now? */
static bool find_judge(struct request *request, const struct store *store)
{
    struct freezing *freezing = freezing_of(request);
    int s = freezing->statement;
    freezing->position = store_integer(store, s, 0, COUNTED);
    if (!store_is_null(store, s, 0, HASH)) {
        if (store_integer(store, s, 0, HASH) != request->hash)
            return conflict(request);
        freezing->done = true;
        freezing->span =
            (struct span){(int32_t)store_integer(store, s, 0, FIRST), (int32_t)store_integer(store, s, 0, LAST)};
        freezing->position = store_integer(store, s, 0, POSITION);
        return true;
    }
    if (store_integer(store, s, 0, NAME_TAKEN))
        return refuse(request, "name_taken", "name",
                      "a period of this name is frozen already: steward report frozen lists them");
    if (store_integer(store, s, 0, BEHIND))
        return refuse(request, "not_counted", NULL, "events of the period are not counted yet: try again in a while");
    return true;
}

static void insert_send(struct request *request, struct store *store)
{
    const struct message_freeze *m = REQUEST_VALUES(request, freeze);
    struct freezing *freezing = freezing_of(request);
    struct parameter of[] = {P_INTEGER(freezing->city_id),
                             P_TEXT(m->name.text, m->name.length),
                             P_INTEGER(freezing->span.first),
                             P_INTEGER(freezing->span.last),
                             P_BIGINT(freezing->position),
                             P_INTEGER(freezing->actor_id),
                             P_TEXT(request->key, request->key_length),
                             P_BIGINT(request->hash)};
    freezing->statement = store_send(store, &query_freeze_insert, of, sizeof of / sizeof *of);
}

static void answer(struct request *request)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    const struct freezing *freezing = freezing_of(request);
    date_print(freezing->span.first, first);
    date_print(freezing->span.last, last);
    request_answer(request, "{\"name\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"position\":%lld}",
                   REQUEST_VALUES(request, freeze)->name.text, first, last, (long long)freezing->position);
}

/* -- sums -------------------------------------------------------------------------------------------------------- */

void freeze_clear(struct freeze *freeze)
{
    codes_clear(&freeze->codes);
    cells_clear(&freeze->read);
    cells_clear(&freeze->sums);
    array_clear(&freeze->grains);
    array_clear(&freeze->days);
    for (size_t i = 0; i < sizeof freeze->columns / sizeof *freeze->columns; i++)
        array_clear(&freeze->columns[i]);
    free(freeze->row.bytes);
    differences_clear(&freeze->broken);
}

/* Every day of the period once: which months, ten days and days they are. */
static void stretches_expand(struct freeze *freeze, struct span span)
{
    struct stretch stretches[STRETCHES_MOST];
    size_t count = span_split(span, UNIT_NONE, stretches);
    array_start(&freeze->grains, ARRAY_SMALLINT);
    array_start(&freeze->days, ARRAY_INTEGER);
    for (size_t i = 0; i < count; i++)
        for (int32_t day = stretches[i].first; day <= stretches[i].last; day = grain_next(stretches[i].grain, day)) {
            array_add_integer(&freeze->grains, stretches[i].grain);
            array_add_integer(&freeze->days, day);
        }
}

/* The codes say how far numbers go. */
static void sums_begin_ask(struct freeze *freeze, const struct freezing *freezing, struct store *store)
{
    freeze->freeze_id = store_integer(store, freezing->statement, 0, 0);
    struct parameter of[] = {P_INTEGER(freezing->city_id), P_BIGINT(freeze->freeze_id)};
    freeze->statement = store_send(store, &query_pack_codes, of, 1);
    store_send(store, &query_freeze_areas, of, 2);
}

static void sums_begin_take(struct freeze *freeze, const struct freezing *freezing, const struct store *store)
{
    codes_read(&freeze->codes, store, freeze->statement);
    stretches_expand(freeze, freezing->span);
    freeze->pair_count = pairs_make(freeze->pairs);
    freeze->part = (struct part){0};
    differences_clear(&freeze->broken);
}

/* Cells of all the period's grains and days are one. */
static void part_take(struct freeze *freeze, const struct store *store)
{
    struct comparison of = {&freeze->broken, &freeze->codes, ""};
    cells_empty(&freeze->read);
    cells_empty(&freeze->sums);
    rows_take(&of, store, freeze->statement, freeze->pairs[freeze->part.pair], &freeze->read);
    for (size_t i = 0; i < freeze->read.count; i++) {
        struct cell part = freeze->read.cells[i];
        part.day = 0;
        cells_add_part(&freeze->sums, GRAIN_DAY, &part);
    }
    cells_sort(&freeze->sums);
}

static void part_write(struct freeze *freeze, struct store *store, int32_t city_id)
{
    static const enum array_type types[] = {ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INTEGER, ARRAY_BYTES};
    struct parameter of[] = {P_INTEGER(city_id), P_BIGINT(freeze->freeze_id), P_NULL, P_NULL, P_NULL, P_NULL};
    for (int i = 0; i < 4; i++) {
        array_start(&freeze->columns[i], types[i]);
        of[2 + i] = P_ARRAY(&freeze->columns[i]);
    }
    for (size_t first = 0, end; first < freeze->sums.count; first = end) {
        const struct cell *cell = &freeze->sums.cells[first];
        end = cells_row_end(&freeze->sums, first);
        packed_merge(&freeze->row, NULL, 0, cell, end - first);
        array_add_integer(&freeze->columns[0], cell->cuboid);
        array_add_integer(&freeze->columns[1], cell->level);
        array_add_integer(&freeze->columns[2], cell->a);
        array_add_bytes(&freeze->columns[3], freeze->row.bytes, freeze->row.used);
    }
    if (freeze->sums.count)
        store_send(store, &query_freeze_rows, of, sizeof of / sizeof *of);
}

static enum work_next sums_go_on(struct request *request, struct freeze *freeze, struct store *store)
{
    int32_t city_id = freezing_of(request)->city_id;
    if (freeze->part.last) {
        part_take(freeze, store);
        if (freeze->broken.count) {
            log_error("a row of sums is broken city=%d %s", city_id, freeze->broken.texts[0]);
            refuse(request, "sums_broken", NULL,
                   "sums of the period are broken: count the city anew first (steward report rebuild)");
            return WORK_ABANDON;
        }
        part_write(freeze, store, city_id);
    }
    if (part_next(&freeze->part, freeze->pairs, freeze->pair_count, &freeze->codes)) {
        freeze->statement =
            rows_ask(store, city_id, freeze->pairs[freeze->part.pair], freeze->part, &freeze->grains, &freeze->days);
        return WORK_MORE;
    }
    answer(request);
    return WORK_COMMIT;
}

/* -- steps ------------------------------------------------------------------------------------------------------- */

static enum work_next freeze_step(struct work *work, int step)
{
    struct request *request = work->requests[0];
    struct freezing *freezing = freezing_of(request);
    struct freeze *freeze = &((struct tally *)worker_state(work->worker))->freeze;
    if (step == 0) {
        find_send(request, work->store);
        return WORK_MORE;
    }
    if (step == 1) {
        if (!find_judge(request, work->store))
            return WORK_ABANDON;
        if (!freezing->done) {
            insert_send(request, work->store);
            return WORK_MORE;
        }
        answer(request);
        return WORK_ABANDON;
    }
    if (step == 2) {
        sums_begin_ask(freeze, freezing, work->store);
        return WORK_MORE;
    }
    if (step == 3)
        sums_begin_take(freeze, freezing, work->store);
    return sums_go_on(request, freeze, work->store);
}

const struct work_kind freeze_batch = {.name = "freeze", .requests_max = 1, .snapshot = true, .step = freeze_step};
