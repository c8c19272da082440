/* report.tickets: the entries behind a number of report.question, in the order of the log. A number that is less
 * something (a stock is what came less what went) lists as many of the entries that came as are left, ticket by ticket,
 * the newest of each. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/question/label.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/report/report.h"

enum { LIMIT_UNLESS_TOLD = 1000, AFTER_BYTES = 40, ENTRIES_LISTED_MOST = 20000000 };
enum { DAY_LAST = 83950 /* the last of 2199, since 1970 */ };
enum { POSITION, ENTRY, TICKET, DAY, ORGANISATION, STATE, SECONDS, KIND, AT, DUE, DONE }; /* columns */

/* What a check found out. */
struct listed {
    int64_t after, limit; /* position that the page before ends with */
    int entry;            /* and the entry */
    int statement;
};
_Static_assert(sizeof(struct listed) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct listed *listed_of(struct request *request)
{
    return (struct listed *)(void *)request->detail;
}

static struct report *report_of(struct work *work)
{
    return worker_state(work->worker);
}

/* -- check ------------------------------------------------------------------------------------------------------- */

static bool figure_check(struct question *question, const struct message_question_tickets *m, struct fault *fault)
{
    const char *const names[] = {m->measure.text, NULL};
    if (!figures_read(NULL, names, "measure", &question->figures, fault))
        return false;
    const struct figure *figure = &question->figures.list[0];
    if (!m->of.present || strcmp(m->of.text, "part") == 0)
        return true;
    if (strcmp(m->of.text, "whole") != 0)
        return fault_set(fault, "out_of_range", "of", "of must be part or whole and is '%s'", m->of.text);
    return figure->whole_count || fault_set(fault, "out_of_range", "of", "%s is no part of a whole", figure->name);
}

static bool page_check(struct listed *listed, const struct message_question_tickets *m, struct fault *fault)
{
    int end = 0;
    *listed = (struct listed){.after = -1, .limit = m->limit.present ? m->limit.integer : LIMIT_UNLESS_TOLD};
    if (!m->after.present)
        return true;
    int found = sscanf(m->after.text, "%16" SCNd64 ".%5d%n", &listed->after, &listed->entry, &end);
    return (found == 2 && (size_t)end == m->after.length) ||
           fault_set(fault, "out_of_range", "after", "after must be what `next` of the page before said and is '%s'",
                     m->after.text);
}

/* -- the statement ----------------------------------------------------------------------------------------------- */

/* What is counted in which measure: of a sum of seconds or a bucket the one that they are counted with. */
static int addend_measure(const struct addend_of *addend)
{
    if (addend->kind == ADDEND_MEASURE)
        return addend->number;
    return addend->kind == ADDEND_TOTAL && addend->number == TOTAL_STAY_S ? MEASURE_STAYED : MEASURE_CLOSED;
}

/* The sums of bits that count, and that are taken off. */
struct masks {
    uint64_t plus, minus;
    const struct addend_of *first;
};

static struct masks masks_make(const struct figures *figures, bool whole)
{
    const struct figure *figure = &figures->list[0];
    const struct term *terms = whole ? figure->whole : figure->part;
    int count = whole ? figure->whole_count : figure->part_count;
    struct masks masks = {.first = &figures->addends[terms[0].addend]};
    for (int i = 0; i < count; i++) {
        uint64_t bit = UINT64_C(1) << addend_measure(&figures->addends[terms[i].addend]);
        masks.plus |= terms[i].sign > 0 ? bit : 0;
        masks.minus |= terms[i].sign < 0 ? bit : 0;
    }
    return masks;
}

static const char *seconds_column(const struct addend_of *addend)
{
    if (addend->kind == ADDEND_TOTAL)
        return total_names[addend->number].name;
    return addend_measure(addend) == MEASURE_STAYED   ? "stay_s"
           : addend_measure(addend) == MEASURE_CLOSED ? "handling_s"
                                                      : "null::integer";
}

static void sign_add(uint64_t mask, char sign, struct ask *ask)
{
    for (; mask; mask &= mask - 1)
        ask_add(ask, " %c (measures >> %d & 1)", sign, __builtin_ctzll(mask));
}

/* What is there at the end of a day is open now, or has gone since: only these tickets are looked at. */
static void stock_add(int last, int64_t position, struct ask *ask)
{
    ask_add(ask, " and ticket_id = any (array(select stock_candidates($1, date '1970-01-01' + $%d, ", last);
    if (position)
        ask_add(ask, "$%d", ask_number(ask, position));
    else
        ask_add(ask, "null");
    ask_add(ask, ")))");
}

static void entries_add(const struct question *question, const struct masks *masks, int64_t position, struct ask *ask)
{
    bool stock = masks->first->group == GROUP_STOCK;
    int first = stock ? 0 : ask_number(ask, question->span.first), last = ask_number(ask, question->span.last);
    ask_add(ask, "select *, coalesce(event_pos, since_pos) as pos, %s as seconds from counted where city_id = $1",
            seconds_column(masks->first));
    if (first)
        ask_add(ask, " and day >= date '1970-01-01' + $%d", first);
    if (stock)
        stock_add(last, position, ask);
    ask_add(ask, " and day <= date '1970-01-01' + $%d and measures & %" PRIu64 "::bigint <> 0", last,
            masks->plus | masks->minus);
    if (masks->first->kind != ADDEND_MEASURE)
        ask_add(ask, " and %s is not null", seconds_column(masks->first));
    reading_entries_where(question, position, ask);
}

/* As many entries of each ticket as are left, the newest first. */
static void left_add(const struct question *question, const struct masks *masks, int64_t position, struct ask *ask)
{
    ask_add(ask, "select * from (select *, sum(0");
    sign_add(masks->plus, '+', ask);
    sign_add(masks->minus, '-', ask);
    ask_add(ask,
            ") over (partition by ticket_id) as net, row_number() over (partition by ticket_id, measures & %" PRIu64
            "::bigint <> 0 order by pos desc, entry desc) as nth from (",
            masks->plus);
    entries_add(question, masks, position, ask);
    ask_add(ask, ") as each) as numbered where measures & %" PRIu64 "::bigint <> 0 and nth <= net", masks->plus);
}

static void list_make(struct ask *ask, const struct question *question, int64_t position, const struct listed *listed,
                      bool whole)
{
    struct masks masks = masks_make(&question->figures, whole);
    ask_begin(ask);
    ask_number(ask, question->pack->city_id);
    int after = ask_number(ask, listed->after), entry = ask_number(ask, listed->entry);
    int limit = ask_number(ask, listed->limit);
    ask_add(ask,
            "select f.pos, f.entry, f.ticket_id, f.day - date '1970-01-01', f.organisation_id, f.state, f.seconds, "
            "e.kind, e.at, e.due_at, e.done_at from (select * from (");
    (masks.minus ? left_add : entries_add)(question, &masks, position, ask);
    ask_add(ask,
            ") as entries where (pos, entry) > ($%d, $%d::smallint) order by pos, entry limit $%d) as f left join "
            "event e on e.city_id = f.city_id and e.pos = f.pos order by f.pos, f.entry",
            after, entry, limit);
}

/* -- the answer -------------------------------------------------------------------------------------------------- */

static void instant_put(json_t *json, const char *name, const struct store *store, int s, int row, int column)
{
    if (!store_is_null(store, s, row, column))
        json_object_set_new(json, name, json_integer(store_instant(store, s, row, column)));
}

static json_t *entry_json(const struct pack *pack, const struct store *store, int s, int row)
{
    char day[DATE_TEXT_BYTES];
    date_print((int32_t)store_integer(store, s, row, DAY), day);
    int organisation = pack_organisation_of_id(pack, (int32_t)store_integer(store, s, row, ORGANISATION));
    json_t *json = json_pack(
        "{s:I, s:I, s:s, s:s*, s:s*}", "position", (json_int_t)store_integer(store, s, row, POSITION), "ticket",
        (json_int_t)store_integer(store, s, row, TICKET), "day", day, "organisation",
        organisation >= 0 ? pack->organisations[organisation].code : NULL, "event",
        store_is_null(store, s, row, KIND) ? NULL : lifecycle_event_name((int)store_integer(store, s, row, KIND)));
    instant_put(json, "at", store, s, row, AT);
    instant_put(json, "due", store, s, row, DUE);
    if (!store_is_null(store, s, row, DUE) && !store_is_null(store, s, row, DONE))
        json_object_set_new(json, "late",
                            json_boolean(store_instant(store, s, row, DONE) > store_instant(store, s, row, DUE)));
    if (!store_is_null(store, s, row, STATE))
        json_object_set_new(json, "state", json_string(lifecycle_state_name((int)store_integer(store, s, row, STATE))));
    if (!store_is_null(store, s, row, SECONDS))
        json_object_set_new(json, "seconds", json_integer(store_integer(store, s, row, SECONDS)));
    return json;
}

static json_t *entries_json(const struct pack *pack, const struct store *store, const struct listed *listed)
{
    json_t *json = json_object(), *tickets = json_array();
    int rows = store_rows(store, listed->statement);
    for (int row = 0; row < rows; row++)
        json_array_append_new(tickets, entry_json(pack, store, listed->statement, row));
    json_object_set_new(json, "tickets", tickets);
    if (rows && rows == listed->limit) {
        char next[AFTER_BYTES];
        snprintf(next, sizeof next, "%lld.%d", (long long)store_integer(store, listed->statement, rows - 1, POSITION),
                 (int)store_integer(store, listed->statement, rows - 1, ENTRY));
        json_object_set_new(json, "next", json_string(next));
    }
    return json;
}

/* -- steps ------------------------------------------------------------------------------------------------------- */

static bool begin(struct work *work, struct request *request, struct fault *fault)
{
    const struct message_question_tickets *m = REQUEST_VALUES(request, question_tickets);
    struct question *question = &report_of(work)->question;
    if (!question_take(work, request, fault) || !figure_check(question, m, fault) ||
        !page_check(listed_of(request), m, fault))
        return false;
    if (question->span_given && m->row.present && !row_select(question, m->row.text, fault))
        return false;
    answering_begin(&report_of(work)->answering, question);
    answering_head_send(&report_of(work)->answering, work->store);
    return true;
}

/* A frozen period says its days only now. How many entries are to be looked through? */
static bool budget_send(struct work *work, struct request *request, struct fault *fault)
{
    const struct message_question_tickets *m = REQUEST_VALUES(request, question_tickets);
    struct question *question = &report_of(work)->question;
    struct answering *answering = &report_of(work)->answering;
    if (!answering_head_read(answering, work->store)) {
        *fault = answering->fault;
        return false;
    }
    if (!question->span_given && m->row.present && !row_select(question, m->row.text, fault))
        return false;
    bool stock = question->figures.list[0].kind == FIGURE_STOCK;
    struct span span = {stock ? question->span.last + 1 : question->span.first, stock ? DAY_LAST : question->span.last};
    entries_count_ask(question->pack->city_id, span, &report_of(work)->ask);
    listed_of(request)->statement = ask_send(&report_of(work)->ask, work->store);
    return true;
}

static bool list_send(struct work *work, struct request *request, struct fault *fault)
{
    const struct message_question_tickets *m = REQUEST_VALUES(request, question_tickets);
    struct question *question = &report_of(work)->question;
    struct answering *answering = &report_of(work)->answering;
    int64_t entries;
    if (!entries_count_read(work->store, listed_of(request)->statement, question->pack->city_id, &entries, fault))
        return false;
    if (entries > ENTRIES_LISTED_MOST)
        return fault_set(fault, "too_much", "period",
                         "up to %lld entries would be looked through, more than %d: ask for a %s", (long long)entries,
                         ENTRIES_LISTED_MOST,
                         question->figures.list[0].kind == FIGURE_STOCK ? "later day" : "shorter period");
    bool whole = m->of.present && strcmp(m->of.text, "whole") == 0;
    int64_t position = question->frozen[0] ? answering->frozen.position : question->position;
    list_make(&report_of(work)->ask, question, position, listed_of(request), whole);
    query_viewer_send(work, &report_of(work)->viewers[0], NULL);
    listed_of(request)->statement = ask_send(&report_of(work)->ask, work->store);
    return true;
}

static enum work_next tickets_step(struct work *work, int step)
{
    struct request *request = work->requests[0];
    struct fault fault;
    if (step < 3) {
        bool (*const steps[])(struct work *, struct request *, struct fault *) = {begin, budget_send, list_send};
        if (steps[step](work, request, &fault))
            return WORK_MORE;
        request_refuse(request, REPLY_REFUSED, &fault);
        return WORK_ABANDON;
    }
    json_t *json = entries_json(report_of(work)->question.pack, work->store, listed_of(request));
    question_answer(request, json);
    return WORK_ABANDON;
}

const struct work_kind question_tickets_batch = {
    .name = "tickets", .requests_max = 1, .snapshot = true, .step = tickets_step};
