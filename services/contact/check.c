/* Who may know how a reporter can be reached: known by the pack, and asked again for the ticket's area when that is
 * read. */
#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/contact/contact.h"
#include "common/contact/phone.h"
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

static bool roles_have(const struct pack *pack, int person, int area)
{
    return pack_person_roles(pack, person, area, pack_date(pack, instant_now())) & revealing_roles;
}

/* `ticket` 0: it is found out which. */
static bool roles_check(const struct pack *pack, int person, int area, int64_t ticket, struct fault *fault)
{
    char names[256];
    if (roles_have(pack, person, area))
        return true;
    log_warning("contact data refused city=%s ticket=%lld actor=%s", pack->code, (long long)ticket,
                pack->people[person].code);
    return fault_set(fault, "not_allowed", "actor", "'%s' may not see this contact data: expected one of the roles %s",
                     pack->people[person].code, lifecycle_role_names(revealing_roles, names, sizeof names));
}

/* Who asks for what: the person's index, or -1 with `fault` filled. */
static int person_check(struct worker *worker, struct request *request, const struct value *city,
                        const struct value *actor, struct fault *fault)
{
    const struct pack *pack = cities_find(worker_cities(worker), city->text, city->length);
    int person = pack ? pack_person_find(pack, actor->text, actor->length) : -1;
    if (!pack)
        fault_set(fault, "unknown_city", "city", "there is no city '%s'", city->text);
    else if (person < 0)
        fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, actor->text);
    else
        *asked_of(request) = (struct asked){pack->city_id, pack->version, pack->people[person].id, false, {0}};
    return person;
}

bool reveal_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_contact_reveal *m = REQUEST_VALUES(request, contact_reveal);
    int person = person_check(worker, request, &m->city, &m->actor, fault);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    return person >= 0 && roles_check(pack, person, -1, m->ticket.integer, fault) && reason_check(&m->reason, fault) &&
           keys_check(worker_state(worker), fault);
}

/* The number in one form, as its blind index. The key is read for each: it is asked for seldom. */
static bool index_check(const struct reveal *reveal, const struct value *phone, struct asked *asked,
                        struct fault *fault)
{
    char number[PHONE_BYTES], error[KEYS_ERROR_BYTES];
    unsigned char key[KEY_BYTES];
    if (!phone_normalise(phone->text, phone->length, number))
        return fault_set(fault, "out_of_range", "phone", "phone must be " PHONE_EXPECTED);
    bool read = keys_index_read(reveal->folder, key, error);
    if (read)
        phone_index(key, asked->city_id, number, asked->index);
    else
        log_error("telephone numbers cannot be looked for: %s", error);
    contact_forget(number, sizeof number);
    contact_forget(key, sizeof key);
    return read || fault_set(fault, "no_contact_keys", NULL, "this installation has no keys for contact data");
}

bool find_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_contact_find *m = REQUEST_VALUES(request, contact_find);
    int person = person_check(worker, request, &m->city, &m->actor, fault);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    return person >= 0 && roles_check(pack, person, -1, 0, fault) && reason_check(&m->reason, fault) &&
           index_check(worker_state(worker), &m->phone, asked_of(request), fault);
}

bool find_area_seen(struct worker *worker, const struct request *request, int32_t area_id)
{
    const struct message_contact_find *m = (const void *)request->values;
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    int person = pack ? pack_person_find(pack, m->actor.text, m->actor.length) : -1;
    return person >= 0 && roles_have(pack, person, pack_area_of_id(pack, area_id));
}

bool area_check(struct worker *worker, struct request *request, int32_t area_id, struct fault *fault)
{
    const struct message_contact_reveal *m = REQUEST_VALUES(request, contact_reveal);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    int person = pack ? pack_person_find(pack, m->actor.text, m->actor.length) : -1;
    if (person < 0)
        return fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", m->city.text, m->actor.text);
    return roles_check(pack, person, pack_area_of_id(pack, area_id), m->ticket.integer, fault);
}
