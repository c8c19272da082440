/* ticket.duplicates: tickets that may tell of the same thing as one ticket, or as one not submitted yet. It proposes
 * and changes nothing. What is compared, and what it weighs, is said in ticket_duplicates.sql. */
#include "common/store/queries.h"
#include "services/report/report.h"

enum { DUPLICATES_AT_ONCE = 4, LIMIT_UNLESS_TOLD = 10, NONE = 0 };

/* The least score unless told: of what departments closed as duplicates of a named case, the share found and the share
 * right are in docs/duplicates.md. */
static const double least_unless_told = 0.75;

/* Numbers of what was named; NONE: nothing was. */
struct sought {
    int32_t city_id, area_id, category_id;
    int person; /* index of who asks, or -1 */
    int statement;
};
_Static_assert(sizeof(struct sought) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct sought *sought_of(struct request *request)
{
    return (struct sought *)(void *)request->detail;
}

/* The complaint is not submitted yet: is enough of it told to compare? */
static bool complaint_check(const struct message_ticket_duplicates *m, struct fault *fault)
{
    if (!m->title.present)
        return fault_set(fault, "missing_field", "title",
                         "ticket.duplicates needs a ticket, or the title of a complaint");
    if (m->latitude.present != m->longitude.present)
        return fault_set(fault, "missing_field", m->latitude.present ? "longitude" : "latitude",
                         "latitude and longitude are given together or not at all");
    if (!m->area.present && !m->latitude.present)
        return fault_set(fault, "missing_field", "area",
                         "a complaint is compared by its area, its coordinates or both");
    return true;
}

/* A ticket says all of it itself. */
static bool ticket_check(const struct message_ticket_duplicates *m, struct fault *fault)
{
    const struct value *told[] = {&m->title, &m->description, &m->address,   &m->category,
                                  &m->area,  &m->latitude,    &m->longitude, &m->at};
    static const char *const names[] = {"title", "description", "address",   "category",
                                        "area",  "latitude",    "longitude", "at"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i]->present)
            return fault_set(fault, "out_of_range", names[i],
                             "%s is asked of ticket %lld already: give a ticket or a complaint, not both", names[i],
                             (long long)m->ticket.integer);
    return true;
}

static bool codes_check(const struct pack *pack, const struct message_ticket_duplicates *m, struct sought *sought,
                        struct fault *fault)
{
    if (m->area.present) {
        int at = pack_area_find(pack, m->area.text, m->area.length);
        if (at < 0)
            return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, m->area.text);
        sought->area_id = pack->areas[at].id;
    }
    if (m->category.present) {
        int at = pack_category_find(pack, m->category.text, m->category.length);
        if (at < 0)
            return fault_set(fault, "unknown_category", "category", "city %s has no category '%s'", pack->code,
                             m->category.text);
        sought->category_id = pack->categories[at].id;
    }
    return true;
}

bool duplicates_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_ticket_duplicates *m = REQUEST_VALUES(request, ticket_duplicates);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    *sought_of(request) = (struct sought){pack->city_id, NONE, NONE, -1, 0};
    if (!(m->ticket.present ? ticket_check(m, fault) : complaint_check(m, fault)))
        return false;
    return codes_check(pack, m, sought_of(request), fault) &&
           viewer_check(pack, &m->actor, &sought_of(request)->person, fault);
}

static struct parameter text_or_null(const struct value *value)
{
    return value->present ? P_TEXT(value->text, value->length) : P_NULL;
}

static struct parameter degrees_or_null(const struct value *value)
{
    return value->present ? P_DOUBLE(value->number) : P_NULL;
}

static struct parameter code_or_null(int32_t id)
{
    return id != NONE ? P_INTEGER(id) : P_NULL;
}

/* Returns its statement. */
static int question_send(struct request *request, struct store *store)
{
    const struct message_ticket_duplicates *m = REQUEST_VALUES(request, ticket_duplicates);
    const struct sought *sought = sought_of(request);
    struct parameter of[] = {
        P_INTEGER(sought->city_id),
        m->ticket.present ? P_BIGINT(m->ticket.integer) : P_NULL,
        text_or_null(&m->title),
        text_or_null(&m->description),
        text_or_null(&m->address),
        code_or_null(sought->area_id),
        code_or_null(sought->category_id),
        degrees_or_null(&m->latitude),
        degrees_or_null(&m->longitude),
        m->at.present ? P_INSTANT(m->at.integer) : P_NULL,
        P_BIGINT(m->limit.present ? m->limit.integer : LIMIT_UNLESS_TOLD),
        P_DOUBLE(m->least.present ? m->least.number : least_unless_told),
    };
    return store_send(store, &query_ticket_duplicates, of, sizeof of / sizeof *of);
}

static enum work_next duplicates_step(struct work *work, int step)
{
    const struct viewer *before = NULL;
    if (step == 0)
        store_send(work->store, &query_plan_keep, NULL, 0); /* else planning took longer than answering */
    for (size_t i = 0; i < work->request_count; i++) {
        struct sought *sought = sought_of(work->requests[i]);
        if (step == 0) {
            const struct viewer *viewer = query_viewer(work, i, sought->person);
            query_viewer_send(work, viewer, before);
            sought->statement = question_send(work->requests[i], work->store);
            before = viewer;
        } else {
            query_answer(work->requests[i], work->store, sought->statement);
        }
    }
    return step == 0 ? WORK_MORE : WORK_ABANDON;
}

const struct work_kind duplicates_batch = {
    .name = "duplicates", .requests_max = DUPLICATES_AT_ONCE, .step = duplicates_step};
