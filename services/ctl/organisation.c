/* steward organisation show | list: the organisations of a city, as they are loaded. */
#include <string.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/roster.h"
#include "services/ctl/table.h"

enum { KIND = 1000, DATE };

/* What was typed. */
struct line {
    const char *code;
    int kind;
    int32_t date;
};

static error_t organisation_parse(int key, char *arg, struct argp_state *state)
{
    struct line *line = state->input;
    if (key == KIND)
        line->kind = roster_kind(state, organisation_kinds, arg);
    else if (key == DATE)
        line->date = roster_date(state, arg);
    else if (key == ARGP_KEY_ARG && state->arg_num == 0)
        line->code = arg;
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

/* Who has any role for it on the day. */
static json_t *people_json(const struct roster *roster, int organisation)
{
    json_t *codes = json_array();
    for (int i = 0; i < roster->pack->person_count; i++)
        if (pack_person_serves(roster->pack, i, ~0u, organisation, roster->date))
            json_array_append_new(codes, json_string(roster->pack->people[i].code));
    return codes;
}

static json_t *responsibilities_json(const struct roster *roster, int organisation)
{
    const struct pack *pack = roster->pack;
    json_t *list = json_array();
    for (int i = 0; i < pack->responsibility_count; i++) {
        const struct pack_responsibility *one = &pack->responsibilities[i];
        if (one->organisation == organisation && one->from <= roster->date && roster->date <= one->until)
            json_array_append_new(list, json_pack("{s:s, s:s}", "category",
                                                  one->category < 0 ? "*" : pack->categories[one->category].code,
                                                  "area", one->area < 0 ? "*" : pack->areas[one->area].code));
    }
    return list;
}

static int organisation_tell(const struct ctl *ctl, const struct roster *roster, const char *code)
{
    int organisation = pack_organisation_find(roster->pack, code, strlen(code));
    if (organisation < 0)
        return ctl_fail("organisation: city %s has no organisation '%s'", roster->pack->code, code);
    json_t *json = roster_organisation(roster, organisation);
    json_object_set_new(json, "people", people_json(roster, organisation));
    json_object_set_new(json, "responsibilities", responsibilities_json(roster, organisation));
    return roster_print(ctl, json);
}

int organisation_show_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {{"date", DATE, "DATE", 0, "on this day; today unless told", 0}, {0}};
    const struct ctl_options options = {.options = typed,
                                        .parse = organisation_parse,
                                        .arguments = "CODE",
                                        .text = "One organisation: who acts for it, and what it answers for."};
    struct line line = {0};
    ctl_options_read(ctl, &options, argc, argv, &line);
    struct roster roster = {.date = line.date};
    if (!line.code) {
        ctl_fail("CODE: is missing, expected the code of an organisation (--help tells more)");
        return CTL_USAGE;
    }
    if (!roster_open(ctl, &roster))
        return CTL_FAILED;
    int status = organisation_tell(ctl, &roster, line.code);
    roster_close(&roster);
    return status;
}

static void organisation_add(struct table *table, const json_t *organisation)
{
    table_add(table, field_text(organisation, "code"));
    table_add(table, field_text(organisation, "name"));
    table_add(table, field_text(organisation, "kind"));
    table_add(table, field_text(organisation, "area"));
}

int organisation_list_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {{"kind", KIND, "KIND", 0, "only department, company, street …", 0}, {0}};
    static const struct table_column columns[] = {{"code", 0, 0}, {"name", 0, 30}, {"kind", 0, 0}, {"area", 0, 0}};
    const struct ctl_options options = {
        .options = typed, .parse = organisation_parse, .text = "The organisations of a city."};
    struct line line = {0};
    struct roster roster = {0};
    ctl_options_read(ctl, &options, argc, argv, &line);
    if (!roster_open(ctl, &roster))
        return CTL_FAILED;
    json_t *list = json_array();
    for (int i = 0; i < roster.pack->organisation_count; i++)
        if (!line.kind || roster.pack->organisations[i].kind == line.kind)
            json_array_append_new(list, roster_organisation(&roster, i));
    int status =
        roster_print_list(ctl, "organisations", list, columns, sizeof columns / sizeof *columns, organisation_add);
    roster_close(&roster);
    return status;
}
