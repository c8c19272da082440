/* Appointments and deputyships, walked through. */
#include "services/dispatch/order_people.h"

#include "proto/lifecycle.h"

static bool head_of_place(const struct pack *pack, int person, int area, int32_t date)
{
    for (int i = 0; i < pack->organisation_count; i++) {
        const struct pack_organisation *organisation = &pack->organisations[i];
        bool of_place = organisation->kind == ORGANISATION_STREET || organisation->kind == ORGANISATION_COMMUNITY;
        if (of_place && organisation->area >= 0 && pack_area_within(pack, area, organisation->area) &&
            pack_person_serves(pack, person, ROLE_HEAD, i, date))
            return true;
    }
    return false;
}

bool order_may_command(const struct pack *pack, int person, int area, int32_t date)
{
    return (pack_person_roles(pack, person, area, date) & (ROLE_DISPATCHER | ROLE_SUPERVISOR)) ||
           head_of_place(pack, person, area, date);
}

static bool appointment_meets(const struct pack *pack, const struct pack_appointment *appointment, int area)
{
    for (int i = 0; i < appointment->area_count; i++)
        if (pack_area_within(pack, appointment->areas[i], area) || pack_area_within(pack, area, appointment->areas[i]))
            return true;
    return !appointment->area_count;
}

static bool is_recipient(const struct pack *pack, int person, int area, unsigned roles, int32_t date)
{
    const struct pack_person *holder = &pack->people[person];
    for (int i = 0; i < holder->appointment_count; i++) {
        const struct pack_appointment *appointment = &holder->appointments[i];
        if (appointment->roles & roles && appointment->from <= date && date <= appointment->until &&
            appointment_meets(pack, appointment, area))
            return true;
    }
    return false;
}

size_t order_recipients(const struct pack *pack, int area, unsigned roles, int32_t date, int *out)
{
    size_t count = 0;
    for (int person = 0; person < pack->person_count; person++)
        if (is_recipient(pack, person, area, roles, date))
            out[count++] = person;
    return count;
}

size_t order_stands_for(const struct pack *pack, int person, int32_t date, int *out, size_t most)
{
    const struct pack_person *holder = &pack->people[person];
    size_t count = 0;
    out[count++] = person;
    for (int i = 0; i < holder->deputyship_count && count < most; i++) {
        const struct pack_deputyship *deputyship = &holder->deputyships[i];
        if (deputyship->from <= date && date <= deputyship->until)
            out[count++] = deputyship->person;
    }
    return count;
}
