/* steward area show | list | find: the areas of a city, as they are loaded. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"
#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/roster.h"
#include "services/ctl/table.h"

enum { LATITUDE = 1000, LONGITUDE, QR, KIND, UNDER };

/* What was typed. */
struct line {
    const char *code, *qr, *under;
    double latitude, longitude;
    bool has_latitude, has_longitude;
    int kind;
};

static double degrees_read(const struct argp_state *state, const char *name, const char *text, double most)
{
    char *end;
    double number = strtod(text, &end);
    if (!*text || *end || !(number >= -most && number <= most))
        argp_error(state, "%s: '%s' is none, expected degrees from -%.0f to %.0f", name, text, most, most);
    return number;
}

static error_t area_parse(int key, char *arg, struct argp_state *state)
{
    struct line *line = state->input;
    if (key == LATITUDE) {
        line->latitude = degrees_read(state, "latitude", arg, 90);
        line->has_latitude = true;
    } else if (key == LONGITUDE) {
        line->longitude = degrees_read(state, "longitude", arg, 180);
        line->has_longitude = true;
    } else if (key == QR) {
        line->qr = arg;
    } else if (key == KIND) {
        line->kind = roster_kind(state, area_kinds, arg);
    } else if (key == UNDER) {
        line->under = arg;
    } else if (key == ARGP_KEY_ARG && state->arg_num == 0) {
        line->code = arg;
    } else {
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static int area_of_code(const struct roster *roster, const char *code)
{
    int area = pack_area_find(roster->pack, code, strlen(code));
    if (area < 0)
        ctl_fail("area: city %s has no area '%s'", roster->pack->code, code);
    return area;
}

static json_t *below_json(const struct roster *roster, int area)
{
    json_t *codes = json_array();
    for (int i = 0; i < roster->pack->area_count; i++)
        if (roster->pack->areas[i].parent == area)
            json_array_append_new(codes, json_string(roster->pack->areas[i].code));
    return codes;
}

/* Who looks after it on the day: whose particular area covers it. */
static json_t *people_json(const struct roster *roster, int area)
{
    json_t *codes = json_array();
    for (int i = 0; i < roster->pack->person_count; i++)
        if (pack_person_depth(roster->pack, i, ~0u, area, roster->date) > 0)
            json_array_append_new(codes, json_string(roster->pack->people[i].code));
    return codes;
}

static int area_tell(const struct ctl *ctl, const struct roster *roster, int area)
{
    json_t *json = roster_area(roster, area);
    json_object_set_new(json, "path", roster_path(roster, area));
    json_object_set_new(json, "below", below_json(roster, area));
    json_object_set_new(json, "people", people_json(roster, area));
    return roster_print(ctl, json);
}

int area_show_run(struct ctl *ctl, int argc, char **argv)
{
    const struct ctl_options options = {.parse = area_parse,
                                        .arguments = "CODE",
                                        .text = "One area: where it is in the tree, what is below it, and who "
                                                "looks after it today."};
    struct line line = {0};
    struct roster roster = {0};
    ctl_options_read(ctl, &options, argc, argv, &line);
    if (!line.code) {
        ctl_fail("CODE: is missing, expected the code of an area (--help tells more)");
        return CTL_USAGE;
    }
    if (!roster_open(ctl, &roster))
        return CTL_FAILED;
    int area = area_of_code(&roster, line.code);
    int status = area < 0 ? CTL_FAILED : area_tell(ctl, &roster, area);
    roster_close(&roster);
    return status;
}

static void area_add(struct table *table, const json_t *area)
{
    table_add(table, field_text(area, "code"));
    table_add(table, field_text(area, "name"));
    table_add(table, field_text(area, "kind"));
    table_addf(table, "%lld", (long long)field_integer(area, "level"));
    table_add(table, field_text(area, "parent"));
    table_add(table, field_text(area, "qr"));
}

int area_list_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {{"kind", KIND, "KIND", 0, "only city, street, community, grid …", 0},
                                               {"under", UNDER, "CODE", 0, "only this area and what is below it", 0},
                                               {0}};
    static const struct table_column columns[] = {{"code", 0, 0},  {"name", 0, 24},  {"kind", 0, 0},
                                                  {"level", 1, 0}, {"parent", 0, 0}, {"qr", 0, 0}};
    const struct ctl_options options = {.options = typed, .parse = area_parse, .text = "The areas of a city."};
    struct line line = {0};
    struct roster roster = {0};
    ctl_options_read(ctl, &options, argc, argv, &line);
    if (!roster_open(ctl, &roster))
        return CTL_FAILED;
    int under = line.under ? area_of_code(&roster, line.under) : -1, status = CTL_FAILED;
    if (!line.under || under >= 0) {
        json_t *list = json_array();
        for (int i = 0; i < roster.pack->area_count; i++)
            if ((!line.kind || roster.pack->areas[i].kind == line.kind) &&
                (under < 0 || pack_area_within(roster.pack, i, under)))
                json_array_append_new(list, roster_area(&roster, i));
        status = roster_print_list(ctl, "areas", list, columns, sizeof columns / sizeof *columns, area_add);
    }
    roster_close(&roster);
    return status;
}

static bool place_ask(struct ctl *ctl, const struct line *line)
{
    struct array city = {0}, latitude = {0}, longitude = {0};
    array_start(&city, ARRAY_INTEGER);
    array_start(&latitude, ARRAY_DOUBLE);
    array_start(&longitude, ARRAY_DOUBLE);
    array_add_integer(&city, ctl->city_id);
    array_add_double(&latitude, line->latitude);
    array_add_double(&longitude, line->longitude);
    struct parameter of[] = {P_ARRAY(&city), P_ARRAY(&latitude), P_ARRAY(&longitude)};
    bool asked = store_run(ctl->store, &query_place_find, of, 3);
    array_clear(&city);
    array_clear(&latitude);
    array_clear(&longitude);
    return asked;
}

/* The code of the area whose shape covers the place, as intake finds it; NULL, which was told, where there is none. */
static const char *place_code(struct ctl *ctl, const struct line *line)
{
    bool asked = place_ask(ctl, line);
    if (asked && store_is_null(ctl->store, 0, 0, 1)) {
        ctl_fail("latitude: no area of city %s covers latitude %.6f, longitude %.6f", ctl->city_code, line->latitude,
                 line->longitude);
        return NULL;
    }
    if (asked &&
        store_run(ctl->store, &query_area_code,
                  (struct parameter[]){P_INTEGER(ctl->city_id), P_INTEGER(store_integer(ctl->store, 0, 0, 1))}, 2))
        return store_text(ctl->store, 0, 0, 0, NULL);
    ctl_fail("the shapes cannot be asked: %s", store_error(ctl->store)->message);
    return NULL;
}

static int area_find(struct ctl *ctl, const struct roster *roster, const struct line *line)
{
    if (!line->qr) {
        const char *code = place_code(ctl, line);
        return code ? area_of_code(roster, code) : -1;
    }
    int area = pack_area_of_qr(roster->pack, line->qr, strlen(line->qr));
    if (area < 0)
        ctl_fail("qr: city %s has no area with the QR plate '%s'", roster->pack->code, line->qr);
    return area;
}

int area_find_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {{"latitude", LATITUDE, "DEGREES", 0, "north, WGS84", 0},
                                               {"longitude", LONGITUDE, "DEGREES", 0, "east, WGS84", 0},
                                               {"qr", QR, "CODE", 0, "what the QR plate says", 0},
                                               {0}};
    const struct ctl_options options = {
        .options = typed, .parse = area_parse, .text = "The area that covers a place, or that has a QR plate."};
    struct line line = {0};
    struct roster roster = {0};
    ctl_options_read(ctl, &options, argc, argv, &line);
    if (line.qr ? line.has_latitude || line.has_longitude : !line.has_latitude || !line.has_longitude) {
        ctl_fail("expected either --latitude and --longitude, or --qr");
        return CTL_USAGE;
    }
    if (!roster_open(ctl, &roster))
        return CTL_FAILED;
    int area = area_find(ctl, &roster, &line);
    int status = area < 0 ? CTL_FAILED : area_tell(ctl, &roster, area);
    roster_close(&roster);
    return status;
}
