/* Who may do what, for whom and where, on a date: of their own or as a deputy. */
#include "common/city/pack.h"
#include "common/time/zone.h"

/* Told of each appointment in force; false ends the walk. */
typedef bool appointment_visit(void *context, const struct pack *pack, const struct pack_appointment *appointment);

int32_t pack_date(const struct pack *pack, int64_t instant)
{
    return zone_date(pack->zone, instant);
}

static bool own_walk(const struct pack *pack, int person, int32_t date, appointment_visit *visit, void *context)
{
    const struct pack_person *holder = &pack->people[person];
    for (int i = 0; i < holder->appointment_count; i++) {
        const struct pack_appointment *appointment = &holder->appointments[i];
        if (appointment->from <= date && date <= appointment->until && !visit(context, pack, appointment))
            return false;
    }
    return true;
}

static void walk(const struct pack *pack, int person, int32_t date, appointment_visit *visit, void *context)
{
    const struct pack_person *holder = &pack->people[person];
    bool on = own_walk(pack, person, date, visit, context);
    for (int i = 0; i < holder->deputyship_count && on; i++) {
        const struct pack_deputyship *deputyship = &holder->deputyships[i];
        if (deputyship->from <= date && date <= deputyship->until)
            on = own_walk(pack, deputyship->person, date, visit, context);
    }
}

struct roles_ask {
    int area;
    unsigned roles;
};

static bool appointment_covers(const struct pack *pack, const struct pack_appointment *appointment, int area)
{
    for (int i = 0; i < appointment->area_count; i++)
        if (pack_area_within(pack, area, appointment->areas[i]))
            return true;
    return !appointment->area_count;
}

static bool roles_add(void *context, const struct pack *pack, const struct pack_appointment *appointment)
{
    struct roles_ask *ask = context;
    if (ask->area < 0 || appointment_covers(pack, appointment, ask->area))
        ask->roles |= appointment->roles;
    return true;
}

unsigned pack_person_roles(const struct pack *pack, int person, int area, int32_t date)
{
    struct roles_ask ask = {area, 0};
    walk(pack, person, date, roles_add, &ask);
    return ask.roles;
}

struct depth_ask {
    unsigned roles;
    int area, depth;
};

static bool depth_find(void *context, const struct pack *pack, const struct pack_appointment *appointment)
{
    struct depth_ask *ask = context;
    if (!(appointment->roles & ask->roles))
        return true;
    if (!appointment->area_count && ask->depth < 0)
        ask->depth = 0;
    for (int i = 0; i < appointment->area_count; i++) {
        int depth = pack_area_within(pack, ask->area, appointment->areas[i])
                        ? pack_area_depth(pack, appointment->areas[i])
                        : -1;
        if (depth > ask->depth)
            ask->depth = depth;
    }
    return true;
}

int pack_person_depth(const struct pack *pack, int person, unsigned roles, int area, int32_t date)
{
    struct depth_ask ask = {roles, area, -1};
    walk(pack, person, date, depth_find, &ask);
    return ask.depth;
}

struct serves_ask {
    unsigned roles;
    int organisation;
    bool serves;
};

static bool service_find(void *context, const struct pack *pack, const struct pack_appointment *appointment)
{
    struct serves_ask *ask = context;
    (void)pack;
    ask->serves = appointment->organisation == ask->organisation && appointment->roles & ask->roles;
    return !ask->serves;
}

bool pack_person_serves(const struct pack *pack, int person, unsigned roles, int organisation, int32_t date)
{
    struct serves_ask ask = {roles, organisation, false};
    if (organisation >= 0)
        walk(pack, person, date, service_find, &ask);
    return ask.serves;
}

bool pack_person_stands_for(const struct pack *pack, int person, int other, int32_t date)
{
    const struct pack_person *deputy = &pack->people[person];
    for (int i = 0; i < deputy->deputyship_count; i++) {
        const struct pack_deputyship *deputyship = &deputy->deputyships[i];
        if (deputyship->person == other && deputyship->from <= date && date <= deputyship->until)
            return true;
    }
    return person == other;
}

struct concern_ask {
    unsigned roles;
    int organisation, area;
    bool concerned;
};

/* Handlers and heads act for their organisation; of all others it only says where they work. */
static bool concern_find(void *context, const struct pack *pack, const struct pack_appointment *appointment)
{
    struct concern_ask *ask = context;
    unsigned roles = appointment->roles & ask->roles;
    bool theirs = appointment->organisation < 0 || appointment->organisation == ask->organisation;
    ask->concerned = (theirs ? roles : roles & ~(ROLE_HANDLER | ROLE_HEAD)) &&
                     (!appointment->area_count || (ask->area >= 0 && appointment_covers(pack, appointment, ask->area)));
    return !ask->concerned;
}

bool pack_person_concerned(const struct pack *pack, int person, unsigned roles, int organisation, int area,
                           int32_t date)
{
    struct concern_ask ask = {roles, organisation, area, false};
    walk(pack, person, date, concern_find, &ask);
    return ask.concerned;
}

enum { ORGANISATION_UNKNOWN = -2 };

static bool organisation_note(void *context, const struct pack *pack, const struct pack_appointment *appointment)
{
    int *only = context;
    (void)pack;
    if (appointment->organisation < 0 || appointment->organisation == *only)
        return true;
    *only = *only == ORGANISATION_UNKNOWN ? appointment->organisation : -1;
    return *only >= 0;
}

int pack_person_organisation(const struct pack *pack, int person, int32_t date)
{
    int only = ORGANISATION_UNKNOWN;
    walk(pack, person, date, organisation_note, &only);
    return only < 0 ? -1 : only;
}
