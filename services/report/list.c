/* ticket.list: a page of tickets. Found by report's own rows (ticket_list_find.sql), which are a little behind the log,
 * or of this very moment where little is missing; shown from the truth (ticket_list.sql), and to a viewer as that
 * viewer: the policies say once more who sees what. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/store/queries.h"
#include "services/report/report.h"

enum { LISTS_AT_ONCE = 4, LIMIT_UNLESS_TOLD = 50, NONE = -1 };

static const struct {
    const char *name;
    bool descending; /* unless told */
} sorts[] = {{"received", true}, {"updated", true}, {"due", false}, {"urgency", false}, {"number", true}};

enum { SORT_RECEIVED, SORT_NUMBER = 4, SORT_COUNT };

/* What a check found out. */
struct listed {
    int32_t city_id, state, organisation, handler, area, category, channel; /* NONE: any */
    int sort;
    bool descending;
    int64_t urgency, at, ticket; /* the page before ends with it; ticket 0: the first page */
    int64_t limit;
    int person; /* index of who asks, or -1 */
    int statement;
    char *page; /* as ticket_list_find says it, from one step to the next */
};
_Static_assert(sizeof(struct listed) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct listed *listed_of(struct request *request)
{
    return (struct listed *)(void *)request->detail;
}

/* -- check ------------------------------------------------------------------------------------------------------- */

static bool state_check(const struct value *state, struct listed *listed, struct fault *fault)
{
    if (state->present && (listed->state = lifecycle_state_of(state->text, state->length)) <= STATE_NONE)
        return fault_set(fault, "unknown_state", "state", "there is no state '%s': see steward lifecycle", state->text);
    return true;
}

/* Who holds it. */
static bool holder_check(const struct pack *pack, const struct message_ticket_list *m, struct listed *listed,
                         struct fault *fault)
{
    int at = 0;
    if (m->organisation.present) {
        if ((at = pack_organisation_find(pack, m->organisation.text, m->organisation.length)) < 0)
            return fault_set(fault, "unknown_organisation", "organisation", "city %s has no organisation '%s'",
                             pack->code, m->organisation.text);
        listed->organisation = pack->organisations[at].id;
    }
    if (m->handler.present) {
        if ((at = pack_person_find(pack, m->handler.text, m->handler.length)) < 0)
            return fault_set(fault, "unknown_person", "handler", "city %s has no person '%s'", pack->code,
                             m->handler.text);
        listed->handler = pack->people[at].id;
    }
    return true;
}

/* Where, of which kind and how it came. */
static bool kind_check(const struct pack *pack, const struct message_ticket_list *m, struct listed *listed,
                       struct fault *fault)
{
    int at = 0;
    if (m->area.present) {
        if ((at = pack_area_find(pack, m->area.text, m->area.length)) < 0)
            return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, m->area.text);
        if (pack->areas[at].parent >= 0) /* else it is the whole city */
            listed->area = pack->areas[at].id;
    }
    if (m->category.present) {
        if ((at = pack_category_find(pack, m->category.text, m->category.length)) < 0)
            return fault_set(fault, "unknown_category", "category", "city %s has no category '%s'", pack->code,
                             m->category.text);
        listed->category = pack->categories[at].id;
    }
    if (m->channel.present) {
        if ((at = pack_channel_find(pack, m->channel.text, m->channel.length)) < 0)
            return fault_set(fault, "unknown_channel", "channel", "city %s has no channel '%s'", pack->code,
                             m->channel.text);
        listed->channel = pack->channels[at].id;
    }
    return true;
}

static bool numbers_check(const struct value *numbers, struct fault *fault)
{
    size_t i;
    json_t *number;
    if (!numbers->present)
        return true;
    json_array_foreach(numbers->json, i, number)
    {
        const char *text = json_string_value(number);
        size_t length = strlen(text);
        if (length > 15 || strspn(text, "0123456789") != length)
            return fault_set(fault, "out_of_range", "numbers", "'%s' is no number of a ticket", text);
    }
    return true;
}

/* Nothing can be received, or moved, in a time that ends before it begins. */
static bool time_check(const struct value *from, const struct value *to, const char *field, struct fault *fault)
{
    if (from->present && to->present && from->integer >= to->integer)
        return fault_set(fault, "out_of_range", field, "%s must be before the time that it goes to", field);
    return true;
}

static bool sort_check(const struct message_ticket_list *m, struct listed *listed, struct fault *fault)
{
    bool searched = m->text.present || m->address.present;
    listed->sort = searched ? SORT_NUMBER : SORT_RECEIVED;
    if (m->sort.present) {
        for (listed->sort = 0; listed->sort < SORT_NUMBER; listed->sort++)
            if (strcmp(sorts[listed->sort].name, m->sort.text) == 0)
                break;
        if (listed->sort == SORT_NUMBER)
            return fault_set(fault, "out_of_range", "sort",
                             "sort must be received, updated, due or urgency and is '%s'", m->sort.text);
    }
    if (searched && (m->sort.present || m->descending.present))
        return fault_set(fault, "out_of_range", m->sort.present ? "sort" : "descending",
                         "where words are sought the newest number comes first, and there is no other order");
    listed->descending = m->descending.present ? m->descending.boolean : sorts[listed->sort].descending;
    return true;
}

/* "SORT.URGENCY.MICROSECONDS.TICKET", as `next` says it. */
static bool page_check(const struct value *after, struct listed *listed, struct fault *fault)
{
    int end = 0;
    char name[12];
    if (!after->present)
        return true;
    int found = sscanf(after->text, "%11[a-z].%1" SCNd64 ".%18" SCNd64 ".%16" SCNd64 "%n", name, &listed->urgency,
                       &listed->at, &listed->ticket, &end);
    if (found != 4 || (size_t)end != after->length || listed->ticket <= 0)
        return fault_set(fault, "out_of_range", "after",
                         "after must be what `next` of the page before said and is '%s'", after->text);
    if (strcmp(name, sorts[listed->sort].name) != 0)
        return fault_set(fault, "out_of_range", "after", "after is of a page in order of %s, not of %s", name,
                         sorts[listed->sort].name);
    return true;
}

bool list_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_ticket_list *m = REQUEST_VALUES(request, ticket_list);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    struct listed *listed = listed_of(request);
    *listed = (struct listed){pack->city_id, NONE, NONE, NONE, NONE, NONE, NONE, .person = -1};
    listed->limit = m->limit.present ? m->limit.integer : LIMIT_UNLESS_TOLD;
    return state_check(&m->state, listed, fault) && holder_check(pack, m, listed, fault) &&
           kind_check(pack, m, listed, fault) && numbers_check(&m->numbers, fault) &&
           time_check(&m->received_from, &m->received_to, "received_from", fault) &&
           time_check(&m->updated_from, &m->updated_to, "updated_from", fault) && sort_check(m, listed, fault) &&
           page_check(&m->after, listed, fault) && viewer_check(pack, &m->actor, &listed->person, fault);
}

/* -- what is asked, as JSON -------------------------------------------------------------------------------------- */

static void id_set(json_t *asked, const char *name, int32_t id)
{
    if (id != NONE)
        json_object_set_new(asked, name, json_integer(id));
}

static void boolean_set(json_t *asked, const char *name, const struct value *value)
{
    if (value->present)
        json_object_set_new(asked, name, json_boolean(value->boolean));
}

/* In microseconds, as PostgreSQL counts. */
static void instant_set(json_t *asked, const char *name, const struct value *value)
{
    if (value->present)
        json_object_set_new(asked, name, json_integer(value->integer * 1000));
}

static void text_set(json_t *asked, const char *name, const struct value *value)
{
    if (value->present)
        json_object_set_new(asked, name, json_stringn(value->text, value->length));
}

static void numbers_set(json_t *asked, const struct value *numbers)
{
    size_t i;
    json_t *number;
    json_t *list = json_array();
    json_array_foreach(numbers->json, i, number)
        json_array_append_new(list, json_integer(strtoll(json_string_value(number), NULL, 10)));
    json_object_set_new(asked, "numbers", list);
}

static void codes_set(json_t *asked, const struct listed *listed)
{
    id_set(asked, "state", listed->state);
    id_set(asked, "organisation", listed->organisation);
    id_set(asked, "handler", listed->handler);
    id_set(asked, "area", listed->area);
    id_set(asked, "category", listed->category);
    id_set(asked, "channel", listed->channel);
}

static void values_set(json_t *asked, const struct message_ticket_list *m)
{
    boolean_set(asked, "ended", &m->ended);
    if (m->urgency.present)
        json_object_set_new(asked, "urgency", json_integer(m->urgency.integer));
    instant_set(asked, "due_before", &m->due_before);
    boolean_set(asked, "overdue", &m->overdue);
    instant_set(asked, "received_from", &m->received_from);
    instant_set(asked, "received_to", &m->received_to);
    instant_set(asked, "updated_from", &m->updated_from);
    instant_set(asked, "updated_to", &m->updated_to);
    text_set(asked, "text", &m->text);
    text_set(asked, "address", &m->address);
    if (m->numbers.present)
        numbers_set(asked, &m->numbers);
}

/* The caller's, for free. */
static char *asked_make(struct request *request, const struct viewer *viewer)
{
    const struct listed *listed = listed_of(request);
    json_t *asked = json_pack("{s:s, s:b, s:I}", "sort", sorts[listed->sort].name, "descending", listed->descending,
                              "limit", (json_int_t)listed->limit);
    codes_set(asked, listed);
    values_set(asked, REQUEST_VALUES(request, ticket_list));
    if (listed->ticket)
        json_object_set_new(asked, "after",
                            json_pack("{s:I, s:I, s:I}", "urgency", (json_int_t)listed->urgency, "at",
                                      (json_int_t)listed->at, "ticket", (json_int_t)listed->ticket));
    if (!viewer->sees_all)
        json_object_set_new(asked, "viewer", json_loadb(viewer->setting, viewer->length, 0, NULL));
    char *text = json_dumps(asked, JSON_COMPACT);
    json_decref(asked);
    return text;
}

/* -- steps ------------------------------------------------------------------------------------------------------- */

static void find_send(struct work *work, size_t i)
{
    struct listed *listed = listed_of(work->requests[i]);
    char *asked = asked_make(work->requests[i], query_viewer(work, i, listed->person));
    struct parameter of[] = {P_INTEGER(listed->city_id), P_TEXT(asked, strlen(asked))};
    listed->statement = store_send(work->store, &query_ticket_list_find, of, 2);
    free(asked);
}

/* The results of a step are gone with the next one's first statement: all pages are copied before. */
static void pages_send(struct work *work)
{
    struct report *report = worker_state(work->worker);
    for (size_t i = 0; i < work->request_count; i++) {
        struct listed *listed = listed_of(work->requests[i]);
        size_t length;
        const char *page = store_text(work->store, listed->statement, 0, 0, &length);
        listed->page = memory_text(page, length);
    }
    for (size_t i = 0; i < work->request_count; i++) {
        struct listed *listed = listed_of(work->requests[i]);
        struct parameter of[] = {P_INTEGER(listed->city_id), P_TEXT(listed->page, strlen(listed->page))};
        query_viewer_send(work, &report->viewers[i], i ? &report->viewers[i - 1] : NULL);
        listed->statement = store_send(work->store, &query_ticket_list, of, 2);
        free(listed->page);
    }
}

static enum work_next list_step(struct work *work, int step)
{
    if (step == 0)
        store_send(work->store, &query_plan_once, NULL, 0); /* else planning took longer than answering */
    for (size_t i = 0; i < work->request_count && step != 1; i++) {
        if (step == 0)
            find_send(work, i);
        else
            query_answer(work->requests[i], work->store, listed_of(work->requests[i])->statement);
    }
    if (step == 1)
        pages_send(work);
    return step == 2 ? WORK_ABANDON : WORK_MORE;
}

const struct work_kind list_batch = {.name = "list", .requests_max = LISTS_AT_ONCE, .step = list_step};
