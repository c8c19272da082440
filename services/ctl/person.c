/* steward person show | list | duty: the people of a city, as they are loaded, and who of them is on duty. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"
#include "common/time/date.h"
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/roster.h"
#include "services/ctl/table.h"

enum { ROLE_KEY = 1000, AREA, ORGANISATION, DATE, ON_DUTY, JOINED_BYTES = 512 };

/* What was typed. */
struct line {
    const char *code, *area, *organisation;
    unsigned roles;
    int32_t date;
    bool on_duty;
};

static error_t person_parse(int key, char *arg, struct argp_state *state)
{
    struct line *line = state->input;
    if (key == ROLE_KEY)
        line->roles |= roster_role(state, arg);
    else if (key == AREA)
        line->area = arg;
    else if (key == ORGANISATION)
        line->organisation = arg;
    else if (key == DATE)
        line->date = roster_date(state, arg);
    else if (key == ON_DUTY)
        line->on_duty = true;
    else if (key == ARGP_KEY_ARG && state->arg_num == 0)
        line->code = arg;
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

/* -- who is on duty ---------------------------------------------------------------------------------------------- */

static bool duty_ask(struct ctl *ctl)
{
    if (store_run(ctl->store, &query_duty_list, (struct parameter[]){P_INTEGER(ctl->city_id)}, 1))
        return true;
    ctl_fail("who is on duty cannot be asked: %s", store_error(ctl->store)->message);
    return false;
}

/* The row of duty_list about a person, or -1. Rows are in the order of codes. */
static int duty_row(const struct ctl *ctl, const char *code)
{
    int low = 0, high = store_rows(ctl->store, 0) - 1;
    while (low <= high) {
        int middle = (low + high) / 2, order = strcmp(store_text(ctl->store, 0, middle, 0, NULL), code);
        if (!order)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}

/* Adds what the duty row says to a person. */
static void duty_add(const struct ctl *ctl, int row, json_t *person)
{
    bool on = store_integer(ctl->store, 0, row, 1) != 0;
    json_object_set_new(person, "on_duty", json_boolean(on));
    json_object_set_new(person, on ? "since" : "until", json_integer(store_instant(ctl->store, 0, row, 2)));
    if (!on || store_is_null(ctl->store, 0, row, 3))
        return;
    json_object_set_new(person, "latitude", json_real(strtod(store_text(ctl->store, 0, row, 3, NULL), NULL)));
    json_object_set_new(person, "longitude", json_real(strtod(store_text(ctl->store, 0, row, 4, NULL), NULL)));
}

static json_t *person_json(const struct ctl *ctl, const struct roster *roster, int person)
{
    json_t *json = roster_person(roster, person);
    int row = duty_row(ctl, roster->pack->people[person].code);
    if (row >= 0)
        duty_add(ctl, row, json);
    return json;
}

/* -- show -------------------------------------------------------------------------------------------------------- */

static void deputyship_add(json_t *list, const char *key, const char *code, const struct pack_deputyship *deputyship)
{
    char from[DATE_TEXT_BYTES], until[DATE_TEXT_BYTES];
    date_print(deputyship->from, from);
    date_print(deputyship->until, until);
    json_array_append_new(list, json_pack("{s:s, s:s, s:s}", key, code, "from", from, "until", until));
}

/* For whom the person stands in, and who stands in for them. */
static void deputies_set(const struct roster *roster, int person, json_t *json)
{
    const struct pack *pack = roster->pack;
    json_t *stands_in = json_array(), *deputies = json_array();
    for (int i = 0; i < pack->person_count; i++)
        for (int j = 0; j < pack->people[i].deputyship_count; j++) {
            const struct pack_deputyship *deputyship = &pack->people[i].deputyships[j];
            if (i == person)
                deputyship_add(stands_in, "for", pack->people[deputyship->person].code, deputyship);
            if (deputyship->person == person)
                deputyship_add(deputies, "person", pack->people[i].code, deputyship);
        }
    json_object_set_new(json, "stands_in", stands_in);
    json_object_set_new(json, "deputies", deputies);
}

static int person_tell(struct ctl *ctl, const struct roster *roster, const char *code)
{
    int person = pack_person_find(roster->pack, code, strlen(code));
    if (person < 0)
        return ctl_fail("person: city %s has no person '%s'", roster->pack->code, code);
    if (!duty_ask(ctl))
        return CTL_FAILED;
    json_t *json = person_json(ctl, roster, person);
    json_object_set_new(json, "appointments", roster_appointments(roster, person));
    deputies_set(roster, person, json);
    return roster_print(ctl, json);
}

int person_show_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {{"date", DATE, "DATE", 0, "on this day; today unless told", 0}, {0}};
    const struct ctl_options options = {
        .options = typed,
        .parse = person_parse,
        .arguments = "CODE",
        .text = "One person: what they are on the day, all their appointments, deputies, and whether on duty."};
    struct line line = {0};
    ctl_options_read(ctl, &options, argc, argv, &line);
    struct roster roster = {.date = line.date};
    if (!line.code) {
        ctl_fail("CODE: is missing, expected the code of a person (--help tells more)");
        return CTL_USAGE;
    }
    if (!roster_open(ctl, &roster))
        return CTL_FAILED;
    int status = person_tell(ctl, &roster, line.code);
    roster_close(&roster);
    return status;
}

/* -- list -------------------------------------------------------------------------------------------------------- */

static void person_add(struct table *table, const json_t *person)
{
    char joined[JOINED_BYTES];
    table_add(table, field_text(person, "code"));
    table_add(table, field_text(person, "name"));
    table_add(table, roster_join(json_object_get(person, "roles"), joined, sizeof joined));
    table_add(table, roster_join(json_object_get(person, "organisations"), joined, sizeof joined));
    table_add(table, roster_join(json_object_get(person, "areas"), joined, sizeof joined));
    table_add(table, field_true(person, "on_duty") ? "on duty" : "");
}

/* What the options ask of a person. */
struct wanted {
    unsigned roles; /* 0: any */
    int area, organisation;
    bool on_duty;
};

static bool person_wanted(const struct ctl *ctl, const struct roster *roster, int person, const struct wanted *wanted)
{
    const struct pack *pack = roster->pack;
    unsigned roles = wanted->roles ? wanted->roles : ~0u;
    if (wanted->area >= 0 && !(pack_person_roles(pack, person, wanted->area, roster->date) & roles))
        return false;
    if (wanted->organisation >= 0 && !pack_person_serves(pack, person, roles, wanted->organisation, roster->date))
        return false;
    if (wanted->roles && !(pack_person_roles(pack, person, -1, roster->date) & roles))
        return false;
    int row = wanted->on_duty ? duty_row(ctl, pack->people[person].code) : -1;
    return !wanted->on_duty || (row >= 0 && store_integer(ctl->store, 0, row, 1));
}

/* False, which was told, where a code is unknown. */
static bool wanted_read(const struct roster *roster, const struct line *line, struct wanted *out)
{
    const struct pack *pack = roster->pack;
    *out = (struct wanted){line->roles, -1, -1, line->on_duty};
    if (line->area)
        out->area = pack_area_find(pack, line->area, strlen(line->area));
    if (line->organisation)
        out->organisation = pack_organisation_find(pack, line->organisation, strlen(line->organisation));
    if (line->area && out->area < 0)
        ctl_fail("area: city %s has no area '%s'", pack->code, line->area);
    else if (line->organisation && out->organisation < 0)
        ctl_fail("organisation: city %s has no organisation '%s'", pack->code, line->organisation);
    else
        return true;
    return false;
}

static json_t *people_json(const struct ctl *ctl, const struct roster *roster, const struct wanted *wanted)
{
    json_t *list = json_array();
    for (int i = 0; i < roster->pack->person_count; i++)
        if (person_wanted(ctl, roster, i, wanted))
            json_array_append_new(list, person_json(ctl, roster, i));
    return list;
}

int person_list_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {
        {"role", ROLE_KEY, "ROLE", 0, "only with this role; may be given again", 0},
        {"area", AREA, "CODE", 0, "only whose area covers this one", 0},
        {"organisation", ORGANISATION, "CODE", 0, "only who acts for this organisation", 0},
        {"date", DATE, "DATE", 0, "on this day; today unless told", 0},
        {"on-duty", ON_DUTY, NULL, 0, "only who is on duty now", 0},
        {0}};
    static const struct table_column columns[] = {{"code", 0, 0},           {"name", 0, 16},  {"roles", 0, 30},
                                                  {"organisations", 0, 30}, {"areas", 0, 30}, {"duty", 0, 0}};
    const struct ctl_options options = {.options = typed, .parse = person_parse, .text = "The people of a city."};
    struct line line = {0};
    struct wanted wanted;
    ctl_options_read(ctl, &options, argc, argv, &line);
    struct roster roster = {.date = line.date};
    if (!roster_open(ctl, &roster))
        return CTL_FAILED;
    int status = CTL_FAILED;
    if (wanted_read(&roster, &line, &wanted) && duty_ask(ctl))
        status = roster_print_list(ctl, "people", people_json(ctl, &roster, &wanted), columns,
                                   sizeof columns / sizeof *columns, person_add);
    roster_close(&roster);
    return status;
}

/* -- duty -------------------------------------------------------------------------------------------------------- */

static int duty_print(const json_t *reply)
{
    printf("%s is %s\n", field_text(reply, "person"), field_true(reply, "on") ? "on duty" : "off duty");
    return CTL_DONE;
}

int person_duty_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "Checks a grid worker in (--on) or out (--on=no), with the place where they are: field "
                               "checks go to the nearest who is on duty.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_person_duty), .text = text, .print = duty_print};
    return message_command_run(ctl, &command, argc, argv);
}
