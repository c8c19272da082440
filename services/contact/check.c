/* Who may know how a reporter can be reached: known by the pack, and asked again for the ticket's area when that is
 * read. */
#include "common/base/instant.h"
#include "common/base/log.h"
#include "services/contact/contact.h"

enum { REASON_LEAST = 2 }; /* bytes that are no blanks: one Chinese character has three */

/* A handler is never among them. */
static const unsigned revealing_roles = ROLE_OPERATOR | ROLE_DISPATCHER | ROLE_SUPERVISOR;

struct asked *asked_of(struct request *request)
{
    return (struct asked *)request->detail;
}

/* Blanks are no reason. */
static bool reason_check(const struct value *reason, struct fault *fault)
{
    int told = 0;
    for (size_t i = 0; i < reason->length; i++)
        told += (unsigned char)reason->text[i] > ' ';
    return told >= REASON_LEAST || fault_set(fault, "missing_field", "reason", "reason must say what it is needed for");
}

static bool keys_check(struct reveal *reveal, struct fault *fault)
{
    char error[KEYS_ERROR_BYTES];
    if (!reveal->opener)
        reveal->opener = opener_new(reveal->folder, error);
    if (reveal->opener)
        return true;
    log_error("contact data cannot be opened: %s", error);
    return fault_set(fault, "no_contact_keys", NULL, "this installation has no keys for contact data");
}

static bool roles_check(const struct pack *pack, int person, int area, const struct message_contact_reveal *m,
                        struct fault *fault)
{
    char names[256];
    if (pack_person_roles(pack, person, area, pack_date(pack, instant_now())) & revealing_roles)
        return true;
    log_warning("contact data refused city=%s ticket=%lld actor=%s", pack->code, (long long)m->ticket.integer,
                m->actor.text);
    return fault_set(fault, "not_allowed", "actor", "'%s' may not see this contact data: expected one of the roles %s",
                     m->actor.text, lifecycle_role_names(revealing_roles, names, sizeof names));
}

bool reveal_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_contact_reveal *m = REQUEST_VALUES(request, contact_reveal);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    int person = pack_person_find(pack, m->actor.text, m->actor.length);
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, m->actor.text);
    *asked_of(request) = (struct asked){pack->city_id, pack->version, pack->people[person].id, false};
    return roles_check(pack, person, -1, m, fault) && reason_check(&m->reason, fault) &&
           keys_check(worker_state(worker), fault);
}

bool area_check(struct worker *worker, struct request *request, int32_t area_id, struct fault *fault)
{
    const struct message_contact_reveal *m = REQUEST_VALUES(request, contact_reveal);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    int person = pack ? pack_person_find(pack, m->actor.text, m->actor.length) : -1;
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", m->city.text, m->actor.text);
    return roles_check(pack, person, pack_area_of_id(pack, area_id), m, fault);
}
