/* From the pack to JSON, and from JSON to what people read. */
#include "services/ctl/roster.h"

#include <stdio.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/time/date.h"
#include "services/ctl/call.h"
#include "services/ctl/city_pack.h"
#include "services/ctl/table.h"

enum { JOINED_BYTES = 1024 };

bool roster_open(struct ctl *ctl, struct roster *roster)
{
    roster->pack = city_pack_read(ctl);
    if (roster->pack && !roster->date)
        roster->date = pack_date(roster->pack, instant_now());
    return roster->pack != NULL;
}

void roster_close(struct roster *roster)
{
    pack_destroy(&roster->pack);
}

json_t *roster_path(const struct roster *roster, int area)
{
    json_t *path = json_array();
    for (; area >= 0; area = roster->pack->areas[area].parent)
        json_array_insert_new(path, 0, json_string(roster->pack->areas[area].code));
    return path;
}

json_t *roster_area(const struct roster *roster, int area)
{
    const struct pack_area *one = &roster->pack->areas[area];
    json_t *json = json_pack("{s:s, s:s, s:s, s:i, s:s*, s:s*}", "code", one->code, "name", one->name, "kind",
                             kind_name(area_kinds, one->kind), "level", area_level(one->kind), "parent",
                             one->parent < 0 ? NULL : roster->pack->areas[one->parent].code, "qr", one->qr);
    if (one->households != HOUSEHOLDS_UNKNOWN)
        json_object_set_new(json, "households", json_integer(one->households));
    return json;
}

json_t *roster_organisation(const struct roster *roster, int organisation)
{
    const struct pack_organisation *one = &roster->pack->organisations[organisation];
    return json_pack("{s:s, s:s, s:s, s:s*}", "code", one->code, "name", one->name, "kind",
                     kind_name(organisation_kinds, one->kind), "area",
                     one->area < 0 ? NULL : roster->pack->areas[one->area].code);
}

static json_t *roles_json(unsigned roles)
{
    json_t *names = json_array();
    for (const struct kind *role = person_roles; role->name; role++)
        if (role->number && roles & 1u << role->number)
            json_array_append_new(names, json_string(role->name));
    return names;
}

static json_t *areas_json(const struct roster *roster, const struct pack_appointment *appointment)
{
    json_t *codes = json_array();
    for (int i = 0; i < appointment->area_count; i++)
        json_array_append_new(codes, json_string(roster->pack->areas[appointment->areas[i]].code));
    return codes;
}

static json_t *date_json(int32_t date)
{
    char text[DATE_TEXT_BYTES];
    if (date == INT32_MIN || date == INT32_MAX)
        return NULL;
    date_print(date, text);
    return json_string(text);
}

json_t *roster_appointments(const struct roster *roster, int person)
{
    const struct pack_person *one = &roster->pack->people[person];
    json_t *list = json_array();
    for (int i = 0; i < one->appointment_count; i++) {
        const struct pack_appointment *appointment = &one->appointments[i];
        int organisation = appointment->organisation;
        json_array_append_new(list, json_pack("{s:o, s:s*, s:o, s:o*, s:o*}", "roles", roles_json(appointment->roles),
                                              "organisation",
                                              organisation < 0 ? NULL : roster->pack->organisations[organisation].code,
                                              "areas", areas_json(roster, appointment), "from",
                                              date_json(appointment->from), "until", date_json(appointment->until)));
    }
    return list;
}

/* Adds a code that is not in the list yet. */
static void code_add(json_t *list, const char *code)
{
    size_t i;
    json_t *known;
    json_array_foreach(list, i, known) if (strcmp(json_string_value(known), code) == 0) return;
    json_array_append_new(list, json_string(code));
}

static void appointments_sum(const struct roster *roster, int person, json_t *organisations, json_t *areas)
{
    const struct pack_person *one = &roster->pack->people[person];
    for (int i = 0; i < one->appointment_count; i++) {
        const struct pack_appointment *appointment = &one->appointments[i];
        if (appointment->from > roster->date || roster->date > appointment->until)
            continue;
        if (appointment->organisation >= 0)
            code_add(organisations, roster->pack->organisations[appointment->organisation].code);
        for (int j = 0; j < appointment->area_count; j++)
            code_add(areas, roster->pack->areas[appointment->areas[j]].code);
    }
}

json_t *roster_person(const struct roster *roster, int person)
{
    const struct pack_person *one = &roster->pack->people[person];
    json_t *organisations = json_array(), *areas = json_array();
    appointments_sum(roster, person, organisations, areas);
    for (int i = 0; i < one->deputyship_count; i++)
        if (one->deputyships[i].from <= roster->date && roster->date <= one->deputyships[i].until)
            appointments_sum(roster, one->deputyships[i].person, organisations, areas);
    return json_pack("{s:s, s:s, s:o, s:o, s:o}", "code", one->code, "name", one->name, "roles",
                     roles_json(pack_person_roles(roster->pack, person, -1, roster->date)), "organisations",
                     organisations, "areas", areas);
}

static void names_tell(const struct argp_state *state, const char *option, const char *name, const struct kind *kinds)
{
    char names[512] = "";
    size_t used = 0;
    for (const struct kind *kind = kinds; kind->name && used < sizeof names; kind++)
        if (kind->number)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "", kind->name);
    argp_error(state, "%s: there is no '%s', expected one of %s", option, name, names);
}

unsigned roster_role(const struct argp_state *state, const char *name)
{
    int number = kind_number(person_roles, name, strlen(name));
    if (!number)
        names_tell(state, "role", name, person_roles);
    return 1u << number;
}

int roster_kind(const struct argp_state *state, const struct kind *kinds, const char *name)
{
    int number = kind_number(kinds, name, strlen(name));
    if (!number)
        names_tell(state, "kind", name, kinds);
    return number;
}

int32_t roster_date(const struct argp_state *state, const char *text)
{
    int32_t date = 0;
    if (!date_parse(text, strlen(text), &date))
        argp_error(state, "date: '%s' is none, expected " DATE_EXPECTED, text);
    return date;
}

const char *roster_join(const json_t *list, char *out, size_t size)
{
    size_t used = 0, i;
    json_t *text;
    *out = '\0';
    json_array_foreach(list, i, text)
    {
        if (used < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", json_string_value(text));
    }
    return out;
}

int roster_print_list(const struct ctl *ctl, const char *name, json_t *list, const struct table_column *columns,
                      size_t column_count, void (*add)(struct table *table, const json_t *entry))
{
    json_t *reply = json_pack("{s:o}", name, list);
    if (ctl->json)
        call_print(reply);
    else
        table_print_list(columns, column_count, list, add);
    json_decref(reply);
    return CTL_DONE;
}

static void entry_print(json_t *entry)
{
    const char *name;
    json_t *value;
    char joined[JOINED_BYTES];
    printf("   ");
    json_object_foreach(entry, name, value)
    {
        if (json_is_array(value) && !json_array_size(value))
            continue;
        printf(" %s %s", name,
               json_is_array(value) ? roster_join(value, joined, sizeof joined) : json_string_value(value));
    }
    putchar('\n');
}

static void field_print(const char *name, const json_t *value)
{
    char joined[JOINED_BYTES];
    size_t i;
    json_t *entry;
    if (json_is_array(value) && json_is_object(json_array_get(value, 0))) {
        printf("  %s\n", name);
        json_array_foreach(value, i, entry) entry_print(entry);
    } else if (json_is_array(value)) {
        printf("  %-14s%s\n", name, roster_join(value, joined, sizeof joined));
    } else if (json_is_string(value)) {
        printf("  %-14s%s\n", name, json_string_value(value));
    } else if (json_is_boolean(value)) {
        printf("  %-14s%s\n", name, json_is_true(value) ? "yes" : "no");
    } else {
        printf("  %-14s%" JSON_INTEGER_FORMAT "\n", name, json_integer_value(value));
    }
}

int roster_print(const struct ctl *ctl, json_t *object)
{
    const char *name;
    json_t *value;
    if (ctl->json)
        call_print(object);
    else
        json_object_foreach(object, name, value) field_print(name, value);
    json_decref(object);
    return CTL_DONE;
}
