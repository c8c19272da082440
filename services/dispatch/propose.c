/* ticket.propose: who would have a ticket, by the rules of the pack and by what past tickets teach. Changes nothing. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "services/dispatch/dispatch.h"

/* What propose_check found out. */
struct asked {
    int32_t city_id, version; /* of the pack */
    int area, category;       /* indices into it; category -1: not given */
};
_Static_assert(sizeof(struct asked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static struct asked *asked_of(struct request *request)
{
    return (struct asked *)request->detail;
}

static bool references_check(const struct pack *pack, const struct message_ticket_propose *m, struct asked *out,
                             struct fault *fault)
{
    out->area = pack_area_find(pack, m->area.text, m->area.length);
    if (out->area < 0)
        return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, m->area.text);
    if (pack_channel_find(pack, m->channel.text, m->channel.length) < 0)
        return fault_set(fault, "unknown_channel", "channel", "city %s has no channel '%s'", pack->code,
                         m->channel.text);
    out->category = m->category.present ? pack_category_find(pack, m->category.text, m->category.length) : -1;
    return !m->category.present || out->category >= 0 ||
           fault_set(fault, "unknown_category", "category", "city %s has no category '%s'", pack->code,
                     m->category.text);
}

bool propose_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_ticket_propose *m = REQUEST_VALUES(request, ticket_propose);
    struct asked *out = asked_of(request);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    if (m->latitude.present != m->longitude.present)
        return fault_set(fault, "missing_field", m->latitude.present ? "longitude" : "latitude",
                         "latitude and longitude are given together or not at all");
    out->city_id = pack->city_id;
    out->version = pack->version;
    return references_check(pack, m, out, fault);
}

/* -- the reply --------------------------------------------------------------------------------------------------- */

/* The rule that decides, with why in a sentence; NULL where none does or the category is not known yet. */
static json_t *rule_json(const struct pack *pack, const struct asked *asked)
{
    const struct pack_rule *rule = asked->category < 0 ? NULL : pack_route(pack, asked->category, asked->area);
    if (!rule)
        return NULL;
    const struct pack_organisation *organisation = &pack->organisations[rule->organisation];
    json_t *why =
        json_sprintf("category %s in %s → %s", rule->category < 0 ? "*" : pack->categories[rule->category].name,
                     rule->area < 0 ? "*" : pack->areas[rule->area].name, organisation->name);
    return json_pack("{s:i, s:s, s:o}", "rule", rule->number, "organisation", organisation->code, "why", why);
}

static json_t *proposals_json(struct proposer *proposer, const struct pack *pack,
                              const struct message_ticket_propose *m)
{
    struct triage_proposal proposals[TRIAGE_PROPOSALS];
    struct triage_input input = {.title = m->title.text,
                                 .description = m->description.present ? m->description.text : NULL,
                                 .area = m->area.text,
                                 .channel = m->channel.text,
                                 .has_place = m->latitude.present,
                                 .latitude = m->latitude.number,
                                 .longitude = m->longitude.number};
    int64_t at = m->at.present ? m->at.integer : instant_now();
    int count = proposer_ask(proposer, pack, &input, at, proposals);
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:f}", "organisation", proposals[i].organisation, "confidence",
                                              proposals[i].confidence));
    return list;
}

static json_t *model_json(const struct proposer *proposer, const struct pack *pack)
{
    struct triage_origin origin;
    const char *why;
    if (!proposer_origin(proposer, pack, &origin, &why))
        return json_pack("{s:s}", "missing", why);
    json_t *model =
        json_pack("{s:s, s:s, s:I}", "from", origin.from, "to", origin.to, "tickets", (json_int_t)origin.tickets);
    if (*why)
        json_object_set_new(model, "newer_refused", json_string(why));
    return model;
}

static void request_propose(struct worker *worker, struct request *request)
{
    struct dispatch *dispatch = worker_state(worker);
    const struct asked *asked = asked_of(request);
    const struct pack *pack = cities_pack(worker_cities(worker), asked->city_id, asked->version);
    json_t *reply = json_object();
    json_object_set_new(reply, "proposals",
                        proposals_json(dispatch->proposer, pack, REQUEST_VALUES(request, ticket_propose)));
    json_object_set_new(reply, "model", model_json(dispatch->proposer, pack));
    json_t *rule = rule_json(pack, asked);
    if (rule)
        json_object_set_new(reply, "rule", rule);
    char *text = json_dumps(reply, JSON_COMPACT | JSON_REAL_PRECISION(6));
    request_answer_text(request, text, strlen(text));
    free(text);
    json_decref(reply);
}

static enum work_next propose_step(struct work *work, int step)
{
    (void)step;
    for (size_t i = 0; i < work->request_count; i++)
        request_propose(work->worker, work->requests[i]);
    return WORK_ABANDON; /* nothing is asked of the database */
}

const struct work_kind propose_batch = {.name = "propose", .requests_max = 16, .step = propose_step};
