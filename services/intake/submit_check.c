/* ticket.submit against the city's pack, without the database: codes, place, who may. */
#include "common/base/instant.h"
#include "services/intake/intake.h"

enum { FUTURE_MS = 60000 };

static bool codes_check(const struct pack *pack, const struct message_ticket_submit *m, struct submission *out,
                        struct fault *fault)
{
    int channel = pack_channel_find(pack, m->channel.text, m->channel.length);
    if (channel < 0)
        return fault_set(fault, "unknown_channel", "channel", "city %s has no channel '%s'", pack->code,
                         m->channel.text);
    int category = pack_category_find(pack, m->category.text, m->category.length);
    if (category < 0)
        return fault_set(fault, "unknown_category", "category", "city %s has no category '%s'", pack->code,
                         m->category.text);
    out->channel_id = pack->channels[channel].id;
    out->category_id = pack->categories[category].id;
    return true;
}

/* The area by its code, else by its plate; else it is asked for by the place, in the transaction. */
static bool area_check(const struct pack *pack, const struct message_ticket_submit *m, struct submission *out,
                       struct fault *fault)
{
    if (m->latitude.present != m->longitude.present)
        return fault_set(fault, "missing_field", m->latitude.present ? "longitude" : "latitude",
                         "latitude and longitude go together");
    int plate = m->qr.present ? pack_area_of_qr(pack, m->qr.text, m->qr.length) : -1;
    if (m->qr.present && plate < 0)
        return fault_set(fault, "unknown_qr", "qr", "city %s has no area with the QR plate '%s'", pack->code,
                         m->qr.text);
    int area = m->area.present ? pack_area_find(pack, m->area.text, m->area.length) : plate;
    if (m->area.present && area < 0)
        return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, m->area.text);
    if (area < 0 && !m->latitude.present)
        return fault_set(fault, "missing_field", "area",
                         "area is missing, expected it, or qr, or latitude and longitude");
    out->area_id = area < 0 ? 0 : pack->areas[area].id;
    out->by_place = area < 0;
    return true;
}

static bool actor_check(const struct pack *pack, const struct message_ticket_submit *m, struct submission *out,
                        struct fault *fault)
{
    char names[256];
    int person = pack_person_find(pack, m->actor.text, m->actor.length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, m->actor.text);
    unsigned roles = pack_person_roles(pack, person, -1, pack_date(pack, instant_now()));
    if (!lifecycle_find(STATE_NONE, ACTION_SUBMIT, roles))
        return fault_set(fault, "not_allowed", "actor", "'%s' may not submit: expected one of the roles %s",
                         m->actor.text,
                         lifecycle_role_names(lifecycle_roles(STATE_NONE, ACTION_SUBMIT), names, sizeof names));
    if (m->at.present && !(roles & ROLE_IMPORTER))
        return fault_set(fault, "not_allowed", "at", "only an importer may say when it was reported");
    if (m->at.present && m->at.integer > instant_now() + FUTURE_MS)
        return fault_set(fault, "out_of_range", "at", "at must not be in the future");
    out->actor_id = pack->people[person].id;
    return true;
}

bool submit_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_ticket_submit *m = REQUEST_VALUES(request, ticket_submit);
    struct submission *out = (struct submission *)request->detail;
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    out->city_id = pack->city_id;
    out->pack_version = pack->version;
    out->hash = request->hash;
    return codes_check(pack, m, out, fault) && area_check(pack, m, out, fault) && actor_check(pack, m, out, fault) &&
           contact_check(((struct intake *)worker_state(worker))->contacts, m, &out->hash, fault);
}
