/* ticket.export: pages of tickets for tables that are given away. What stands in them is said in ticket_export.sql. */
#include <string.h>

#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/report/report.h"

enum { EXPORTS_AT_ONCE = 2, NUMBERS_UNLESS_TOLD = 1000, PARAMETERS = 14, NONE = 0 };

/* What a check found out. */
struct exported {
    int32_t city_id, state, organisation_id, area_id, category_id; /* NONE: any */
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];            /* days; "": from the beginning, until now */
    bool title, description, address;                              /* may be published */
    int person;                                                    /* index of who asks, or -1 */
    int statement;
};
_Static_assert(sizeof(struct exported) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct exported *exported_of(struct request *request)
{
    return (struct exported *)(void *)request->detail;
}

static bool what_check(const struct value *what, struct fault *fault)
{
    static const char *const kinds[] = {"tickets", "open-data", "open311"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(what->text, kinds[i]) == 0)
            return true;
    return fault_set(fault, "out_of_range", "what", "what must be tickets, open-data or open311 and is '%s'",
                     what->text);
}

static bool days_check(const struct message_ticket_export *m, struct exported *exported, struct fault *fault)
{
    struct span first = {0}, last = {0};
    if ((m->from.present && !span_day_read(&m->from, "from", &first, fault)) ||
        (m->to.present && !span_day_read(&m->to, "to", &last, fault)))
        return false;
    if (m->from.present)
        date_print(first.first, exported->first);
    if (m->to.present)
        date_print(last.last, exported->last);
    return !m->from.present || !m->to.present || strcmp(exported->first, exported->last) <= 0 ||
           fault_set(fault, "out_of_range", "to", "to must not be before from");
}

static bool state_check(const struct value *state, struct exported *exported, struct fault *fault)
{
    if (!state->present)
        return true;
    exported->state = lifecycle_state_of(state->text, state->length);
    return exported->state > STATE_NONE ||
           fault_set(fault, "unknown_state", "state", "there is no state '%s': see steward lifecycle", state->text);
}

/* The three filters that are things of the pack. */
static bool things_check(const struct pack *pack, const struct message_ticket_export *m, struct exported *exported,
                         struct fault *fault)
{
    int organisation =
        m->organisation.present ? pack_organisation_find(pack, m->organisation.text, m->organisation.length) : 0;
    int area = m->area.present ? pack_area_find(pack, m->area.text, m->area.length) : 0;
    int category = m->category.present ? pack_category_find(pack, m->category.text, m->category.length) : 0;
    if (organisation < 0)
        return fault_set(fault, "unknown_organisation", "organisation", "city %s has no organisation '%s'", pack->code,
                         m->organisation.text);
    if (area < 0)
        return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, m->area.text);
    if (category < 0)
        return fault_set(fault, "unknown_category", "category", "city %s has no category '%s'", pack->code,
                         m->category.text);
    exported->organisation_id = m->organisation.present ? pack->organisations[organisation].id : NONE;
    exported->area_id = m->area.present ? pack->areas[area].id : NONE;
    exported->category_id = m->category.present ? pack->categories[category].id : NONE;
    return true;
}

bool export_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_ticket_export *m = REQUEST_VALUES(request, ticket_export);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    struct exported *exported = exported_of(request);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    *exported = (struct exported){.city_id = pack->city_id,
                                  .title = pack->publish_title,
                                  .description = pack->publish_description,
                                  .address = pack->publish_address};
    return what_check(&m->what, fault) && days_check(m, exported, fault) && state_check(&m->state, exported, fault) &&
           things_check(pack, m, exported, fault) && viewer_check(pack, &m->actor, &exported->person, fault);
}

static struct parameter id_or_null(int32_t id)
{
    return id == NONE ? P_NULL : P_INTEGER(id);
}

static struct parameter day_or_null(const char *day)
{
    return *day ? P_TEXT(day, strlen(day)) : P_NULL;
}

static int export_send(struct request *request, struct store *store)
{
    const struct message_ticket_export *m = REQUEST_VALUES(request, ticket_export);
    const struct exported *exported = exported_of(request);
    struct parameter of[PARAMETERS] = {
        P_INTEGER(exported->city_id),
        P_TEXT(m->what.text, m->what.length),
        day_or_null(exported->first),
        day_or_null(exported->last),
        id_or_null(exported->state),
        id_or_null(exported->organisation_id),
        id_or_null(exported->area_id),
        id_or_null(exported->category_id),
        P_BIGINT(m->after.present ? m->after.integer : 0),
        m->upto.present ? P_BIGINT(m->upto.integer) : P_NULL,
        P_BIGINT(m->limit.present ? m->limit.integer : NUMBERS_UNLESS_TOLD),
        P_BOOLEAN(exported->title),
        P_BOOLEAN(exported->description),
        P_BOOLEAN(exported->address),
    };
    return store_send(store, &query_ticket_export, of, PARAMETERS);
}

static enum work_next export_step(struct work *work, int step)
{
    const struct viewer *before = NULL;
    for (size_t i = 0; i < work->request_count; i++) {
        struct exported *exported = exported_of(work->requests[i]);
        if (step == 0) {
            const struct viewer *viewer = query_viewer(work, i, exported->person);
            query_viewer_send(work, viewer, before);
            exported->statement = export_send(work->requests[i], work->store);
            before = viewer;
        } else {
            query_answer(work->requests[i], work->store, exported->statement);
        }
    }
    return step == 0 ? WORK_MORE : WORK_ABANDON;
}

const struct work_kind export_batch = {.name = "export", .requests_max = EXPORTS_AT_ONCE, .step = export_step};
