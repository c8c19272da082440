/* One function for each message that carries more than every move does. */
#include "services/dispatch/wish.h"

#include "common/base/instant.h"
#include "services/dispatch/wish_codes.h"

enum { FUTURE_MS = 60000 };

enum ticket_action wish_action(enum message_id message)
{
    static const enum ticket_action actions[MESSAGE_COUNT] = {
#define ACTION(code, id, name, ...) [MESSAGE_ticket_##name] = ACTION_##id,
#include "proto/lifecycle.def"
    };
    return actions[message];
}

#define SORT_READ(pack, m, wish, fault)                                                                                \
    wish_sort_read(pack, &(m)->category, &(m)->area, &(m)->urgency, &(m)->standard, wish, fault)

/* -- messages ---------------------------------------------------------------------------------------------------- */

static bool importer_only(const struct wish *wish, const struct value *value, const char *field, struct fault *fault)
{
    return !value->present || wish->importer ||
           fault_set(fault, "not_allowed", field, "%s is for importers only", field);
}

static int64_t instant_given(const struct value *value)
{
    return value->present ? value->integer : NO_INSTANT;
}

static bool dispatch_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    const struct message_ticket_dispatch *m = REQUEST_VALUES(request, ticket_dispatch);
    if (m->due.present && m->no_limit.present && m->no_limit.boolean)
        return fault_set(fault, "out_of_range", "no_limit", "due and no_limit exclude each other");
    wish->due = instant_given(&m->due);
    wish->alert_after = instant_given(&m->alert_after);
    wish->no_limit = m->no_limit.present && m->no_limit.boolean;
    return SORT_READ(pack, m, wish, fault) &&
           wish_organisation_read(pack, "organisation", &m->organisation, &wish->organisation_id, fault) &&
           wish_group_read(pack, &m->group, wish, fault) && importer_only(wish, &m->due, "due", fault) &&
           importer_only(wish, &m->no_limit, "no_limit", fault) &&
           importer_only(wish, &m->alert_after, "alert_after", fault);
}

static bool accept_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return SORT_READ(pack, REQUEST_VALUES(request, ticket_accept), wish, fault);
}

static bool reclassify_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return SORT_READ(pack, REQUEST_VALUES(request, ticket_reclassify), wish, fault);
}

static bool offer_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    const struct message_ticket_offer *m = REQUEST_VALUES(request, ticket_offer);
    return SORT_READ(pack, m, wish, fault) && wish_group_read(pack, &m->group, wish, fault);
}

static bool call_in_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return wish_group_read(pack, &REQUEST_VALUES(request, ticket_call_in)->group, wish, fault);
}

static bool give_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return wish_person_read(pack, "handler", &REQUEST_VALUES(request, ticket_give)->handler, &wish->person_id, fault);
}

static bool ask_check_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return wish_person_read(pack, "worker", &REQUEST_VALUES(request, ticket_ask_check)->worker, &wish->person_id,
                            fault);
}

static bool named_read(const struct pack *pack, const struct value *organisation, struct wish *wish,
                       struct fault *fault)
{
    return wish_organisation_read(pack, "organisation", organisation, &wish->organisation_id, fault);
}

static bool decide_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return named_read(pack, &REQUEST_VALUES(request, ticket_decide)->organisation, wish, fault);
}

static bool transfer_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return named_read(pack, &REQUEST_VALUES(request, ticket_transfer)->organisation, wish, fault);
}

static bool release_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    return named_read(pack, &REQUEST_VALUES(request, ticket_release)->organisation, wish, fault);
}

static bool rate_help_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    const struct message_ticket_rate_help *m = REQUEST_VALUES(request, ticket_rate_help);
    wish->stars = (int16_t)m->stars.integer;
    return named_read(pack, &m->organisation, wish, fault);
}

static bool return_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    int32_t ignored;
    (void)wish;
    return wish_organisation_read(pack, "suggested", &REQUEST_VALUES(request, ticket_return)->suggested, &ignored,
                                  fault);
}

static void result_take(struct wish *wish, const struct value *value)
{
    wish->result = value->text;
    wish->result_length = value->length;
}

static bool handle_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    (void)pack;
    (void)fault;
    result_take(wish, &REQUEST_VALUES(request, ticket_handle)->result);
    return true;
}

static bool contribute_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    (void)pack;
    (void)fault;
    result_take(wish, &REQUEST_VALUES(request, ticket_contribute)->result);
    return true;
}

static bool answer_check_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    (void)pack;
    (void)fault;
    result_take(wish, &REQUEST_VALUES(request, ticket_answer_check)->answer);
    return true;
}

static bool close_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    const struct message_ticket_close *m = REQUEST_VALUES(request, ticket_close);
    (void)pack;
    (void)fault;
    wish->confirmed = m->confirmed.present && m->confirmed.boolean;
    return true;
}

static bool follow_up_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    const struct message_ticket_follow_up *m = REQUEST_VALUES(request, ticket_follow_up);
    bool judged = m->truthful.present || m->solved.present || m->satisfied.present || m->unsolved.present;
    (void)pack;
    wish->reached = m->reached.boolean;
    if (!wish->reached && judged)
        return fault_set(fault, "out_of_range", "reached", "a reporter who was not reached has not judged anything");
    if (m->unsolved.present && !(m->solved.present && !m->solved.boolean))
        return fault_set(fault, "out_of_range", "unsolved", "why it is not solved goes with solved=false");
    return true;
}

static bool merge_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    (void)pack;
    (void)fault;
    wish->into = REQUEST_VALUES(request, ticket_merge)->into.integer;
    return true;
}

static bool suspend_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    (void)pack;
    (void)fault;
    wish->until = REQUEST_VALUES(request, ticket_suspend)->until.integer;
    return true;
}

static bool ask_extension_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    (void)pack;
    return wish_limit_read("extension", &REQUEST_VALUES(request, ticket_ask_extension)->extension, wish, fault);
}

static bool supervise_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    (void)pack;
    return wish_limit_read("limit", &REQUEST_VALUES(request, ticket_supervise)->limit, wish, fault);
}

static bool more_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    static bool (*const readers[])(const struct pack *, struct request *, struct wish *, struct fault *) = {
        [ACTION_ACCEPT] = accept_read,         [ACTION_DISPATCH] = dispatch_read,
        [ACTION_OFFER] = offer_read,           [ACTION_GIVE] = give_read,
        [ACTION_HANDLE] = handle_read,         [ACTION_CLOSE] = close_read,
        [ACTION_FOLLOW_UP] = follow_up_read,   [ACTION_MERGE] = merge_read,
        [ACTION_ASK_CHECK] = ask_check_read,   [ACTION_ANSWER_CHECK] = answer_check_read,
        [ACTION_RETURN] = return_read,         [ACTION_DECIDE] = decide_read,
        [ACTION_TRANSFER] = transfer_read,     [ACTION_ASK_EXTENSION] = ask_extension_read,
        [ACTION_SUSPEND] = suspend_read,       [ACTION_SUPERVISE] = supervise_read,
        [ACTION_CALL_IN] = call_in_read,       [ACTION_CONTRIBUTE] = contribute_read,
        [ACTION_RELEASE] = release_read,       [ACTION_RATE_HELP] = rate_help_read,
        [ACTION_RECLASSIFY] = reclassify_read,
    };
    bool more = wish->action < sizeof readers / sizeof *readers && readers[wish->action];
    return !more || readers[wish->action](pack, request, wish, fault);
}

/* -- every move -------------------------------------------------------------------------------------------------- */

static bool mover_read(const struct pack *pack, const struct message_move *m, struct wish *wish, struct fault *fault)
{
    int person = pack_person_find(pack, m->actor.text, m->actor.length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, m->actor.text);
    int64_t now = instant_now();
    wish->actor_id = pack->people[person].id;
    wish->importer = pack_person_roles(pack, person, -1, pack_date(pack, now)) & ROLE_IMPORTER;
    wish->at = instant_given(&m->at);
    if (lifecycle_reason_mandatory(wish->action) && !m->reason.present)
        return fault_set(fault, "missing_field", "reason", "%s needs a reason",
                         lifecycle_action_name((int)wish->action));
    if (m->at.present && m->at.integer > now + FUTURE_MS)
        return fault_set(fault, "out_of_range", "at", "at must not be in the future");
    return importer_only(wish, &m->at, "at", fault);
}

bool wish_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault)
{
    const struct message_move *m = (const struct message_move *)(const void *)request->values;
    *wish = (struct wish){.action = wish_action(request->handler->message),
                          .city_id = pack->city_id,
                          .at = NO_INSTANT,
                          .due = NO_INSTANT,
                          .alert_after = NO_INSTANT,
                          .until = NO_INSTANT};
    return mover_read(pack, m, wish, fault) && more_read(pack, request, wish, fault);
}

json_t *wish_data(const struct request *request)
{
    static const char *const columns[] = {"city", "ticket", "actor", "at", "due", "group", "no_limit", "alert_after"};
    json_t *data = json_copy(request->body);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        json_object_del(data, columns[i]);
    if (wish_action(request->handler->message) == ACTION_DISPATCH)
        json_object_del(data, "organisation"); /* a column of the event */
    return data;
}
