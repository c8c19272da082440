/* report.freeze: keeps the figures of a period as they are: the cells of its months and days, summed up for each pair
 * of dimensions, and the position of the log that they were counted up to, at which its lists can be told for ever. All
 * at one snapshot, in which cells and cursor agree. */
#include <string.h>

#include "common/base/instant.h"
#include "common/question/reading.h"
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

/* -- steps ------------------------------------------------------------------------------------------------------- */

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

static void columns_add(struct ask *ask, const char *before, const char *after)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        ask_add(ask, ", %s%s%s", before, measure_names[i].name, after);
    for (int i = 0; i < TOTAL_COUNT; i++)
        ask_add(ask, ", %s%s%s", before, total_names[i].name, after);
    for (int i = 0; i < BUCKET_COUNT; i++)
        ask_add(ask, ", %st%02d%s", before, i, after);
}

static void cells_send(struct freezing *freezing, struct store *store, int64_t freeze_id, struct ask *ask)
{
    struct stretch stretches[STRETCHES_MOST];
    size_t count = span_split(freezing->span, UNIT_NONE, stretches);
    ask_begin(ask);
    ask_number(ask, freezing->city_id);
    int id = ask_number(ask, freeze_id);
    ask_add(ask, "insert into rollup_frozen (city_id, freeze_id, cuboid, level, a, b");
    columns_add(ask, "", "");
    ask_add(ask, ") select $1, $%d, cuboid, level, a, b", id);
    columns_add(ask, "nullif(sum(", "), 0)");
    ask_add(ask, " from rollup where city_id = $1 and (");
    for (size_t i = 0; i < count; i++) {
        int first = ask_number(ask, stretches[i].first), last = ask_number(ask, stretches[i].last);
        ask_add(ask, "%sgrain = %d and day between date '1970-01-01' + $%d and date '1970-01-01' + $%d",
                i ? " or " : "", stretches[i].grain, first, last);
    }
    ask_add(ask, ") group by cuboid, level, a, b");
    ask_send(ask, store);
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

static enum work_next freeze_step(struct work *work, int step)
{
    struct request *request = work->requests[0];
    struct freezing *freezing = freezing_of(request);
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
    struct ask *ask = &((struct tally *)worker_state(work->worker))->ask;
    cells_send(freezing, work->store, store_integer(work->store, freezing->statement, 0, 0), ask);
    answer(request);
    return WORK_COMMIT;
}

const struct work_kind freeze_batch = {.name = "freeze", .requests_max = 1, .snapshot = true, .step = freeze_step};
