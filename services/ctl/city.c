/* steward city check | load | show: packs before, while and after they are loaded. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/service/pack_rows.h"
#include "common/store/queries.h"
#include "services/ctl/city_folder.h"
#include "services/ctl/city_load.h"
#include "services/ctl/command.h"

/* The one argument of these commands. */
static error_t argument_parse(int key, char *arg, struct argp_state *state)
{
    char **argument = state->input;
    if (key == ARGP_KEY_ARG && state->arg_num == 0) {
        *argument = arg;
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

static const char *folder_read(struct ctl *ctl, const char *text, int argc, char **argv)
{
    char *folder = NULL;
    const struct ctl_options options = {.parse = argument_parse, .arguments = "FOLDER", .text = text};
    ctl_options_read(ctl, &options, argc, argv, &folder);
    if (!folder)
        ctl_fail("FOLDER: is missing, expected the folder of a pack (--help tells more)");
    return folder;
}

static void json_show(json_t *json)
{
    json_dumpf(json, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(json);
}

static json_t *pack_json(const struct pack *pack)
{
    return json_pack("{s:b s:s s:s s:s s:s s:i s:i s:i s:i s:i s:i}", "ok", 1, "code", pack->code, "name", pack->name,
                     "timezone", pack->timezone, "triage", pack->triage_by_rule ? "rule" : "operator", "areas",
                     pack->area_count, "organisations", pack->organisation_count, "categories", pack->category_count,
                     "people", pack->person_count, "channels", pack->channel_count, "rules", pack->rule_count);
}

static void counts_show(const struct pack *pack)
{
    printf("%d areas, %d organisations, %d categories, %d people, %d channels, %d rules\n", pack->area_count,
           pack->organisation_count, pack->category_count, pack->person_count, pack->channel_count, pack->rule_count);
}

static int faults_tell(const struct ctl *ctl, const struct pack_faults *faults)
{
    if (!ctl->json) {
        pack_faults_print(faults, stderr);
        return CTL_FAILED;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < faults->count; i++) {
        const struct pack_fault *fault = &faults->items[i];
        json_array_append_new(list, json_pack("{s:s s:i s:s s:s}", "file", fault->file, "line", fault->line, "field",
                                              fault->field, "message", fault->message));
    }
    json_show(json_pack("{s:b s:o s:I}", "ok", 0, "faults", list, "more", (json_int_t)faults->more));
    return CTL_FAILED;
}

int city_check_run(struct ctl *ctl, int argc, char **argv)
{
    struct city_folder city = {0};
    const char *folder =
        folder_read(ctl, "Tells every fault of a city pack, with file and line; changes nothing.", argc, argv);
    if (!folder)
        return CTL_USAGE;
    int status = CTL_DONE;
    if (!city_folder_read(folder, &city)) {
        status = faults_tell(ctl, &city.faults);
    } else if (ctl->json) {
        json_show(pack_json(city.pack));
    } else {
        printf("%s %s: good: ", city.pack->code, city.pack->name);
        counts_show(city.pack);
    }
    city_folder_clear(&city);
    return status;
}

static void load_show(const struct ctl *ctl, const struct pack *pack, const struct pack_load *load)
{
    if (ctl->json) {
        json_t *json = pack_json(pack);
        json_object_set_new(json, "version", json_integer(load->version));
        json_object_set_new(json, "changed", json_boolean(load->changed));
        json_show(json);
        return;
    }
    printf("%s %s: version %d %s: ", pack->code, pack->name, load->version,
           load->changed ? "loaded" : "is loaded already, nothing changed");
    counts_show(pack);
}

/* Loads with the installation's own login: services may not write packs. */
static int pack_load_tell(struct ctl *ctl, const struct city_folder *city)
{
    const struct settings *settings = ctl_settings(ctl);
    struct pack_load load;
    if (!settings)
        return CTL_FAILED;
    struct store *store =
        store_new(&(struct store_options){.conninfo = settings->database, .application = "steward city load"});
    bool loaded = pack_load(&load, store, city->pack, &city->texts, &city->shapes);
    store_destroy(&store);
    if (!loaded)
        return ctl_fail("city %s was not loaded: %s", city->pack->code, load.error);
    load_show(ctl, city->pack, &load);
    return CTL_DONE;
}

int city_load_run(struct ctl *ctl, int argc, char **argv)
{
    struct city_folder city = {0};
    const char *folder = folder_read(
        ctl, "Loads a city pack as a new version if anything in it changed; a pack with a fault is not loaded at all.",
        argc, argv);
    if (!folder)
        return CTL_USAGE;
    int status = city_folder_read(folder, &city) ? pack_load_tell(ctl, &city) : faults_tell(ctl, &city.faults);
    city_folder_clear(&city);
    return status;
}

/* The newest version of ctl's city; 0 where it cannot be read. */
static int32_t version_read(struct ctl *ctl)
{
    if (store_run(ctl->store, &query_city_list, NULL, 0))
        for (int row = 0; row < store_rows(ctl->store, 0); row++)
            if (store_integer(ctl->store, 0, row, 0) == ctl->city_id)
                return (int32_t)store_integer(ctl->store, 0, row, 2);
    ctl_fail("city %s: its version cannot be read: %s", ctl->city_code, store_error(ctl->store)->message);
    return 0;
}

static struct pack *loaded_pack_new(struct ctl *ctl, int32_t version)
{
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    if (!store_run(ctl->store, &query_pack_files, (struct parameter[]){P_INTEGER(ctl->city_id), P_INTEGER(version)},
                   2)) {
        ctl_fail("city %s: its pack cannot be read: %s", ctl->city_code, store_error(ctl->store)->message);
        return NULL;
    }
    if (!pack_rows_read(ctl->store, 0, &pack, &faults))
        faults_tell(ctl, &faults);
    pack_faults_clear(&faults);
    return pack;
}

static int areas_of_kind(const struct pack *pack, int kind)
{
    int count = 0;
    for (int i = 0; i < pack->area_count; i++)
        count += pack->areas[i].kind == kind;
    return count;
}

static int organisations_of_kind(const struct pack *pack, int kind)
{
    int count = 0;
    for (int i = 0; i < pack->organisation_count; i++)
        count += pack->organisations[i].kind == kind;
    return count;
}

static int people_of_role(const struct pack *pack, int role)
{
    int count = 0;
    for (int i = 0; i < pack->person_count; i++)
        count += (pack->people[i].roles & 1u << role) != 0;
    return count;
}

typedef int kind_count(const struct pack *pack, int kind);

/* One line: how many things there are, and of which kinds. */
static void kinds_show(const struct pack *pack, const char *label, int total, const struct kind *kinds,
                       kind_count *count)
{
    const char *separator = "  ";
    printf("%-15s%5d", label, total);
    for (const struct kind *kind = kinds; kind->name; kind++) {
        int number = count(pack, kind->number);
        if (number)
            printf("%s%d %s", separator, number, kind->label);
        if (number)
            separator = ", ";
    }
    putchar('\n');
}

static void pack_show(const struct pack *pack, int32_t version)
{
    char limit[LIMIT_TEXT_BYTES], within[LIMIT_TEXT_BYTES];
    limit_print(pack->default_limit, limit);
    limit_print((struct limit){LIMIT_CONTINUOUS, pack->return_within_ms}, within);
    printf("%s %s, version %d\n%s\n\n", pack->code, pack->name, version, pack->source);
    printf("%-20s%s\n", "time zone", pack->timezone);
    printf("%-20s%s\n", "triage",
           pack->triage_by_rule ? "rule: what a rule covers is dispatched at once" : "operator: a person dispatches");
    printf("%-20s%s unless a rule or category has another\n", "limit", limit);
    printf("%-20swithin %s of sign-off, %d times\n\n", "return", within, pack->return_times);
    kinds_show(pack, "areas", pack->area_count, area_kinds, areas_of_kind);
    kinds_show(pack, "organisations", pack->organisation_count, organisation_kinds, organisations_of_kind);
    kinds_show(pack, "people", pack->person_count, person_roles, people_of_role);
    printf("%-15s%5d\n%-15s%5d\n%-15s%5d\n", "categories", pack->category_count, "channels", pack->channel_count,
           "rules", pack->rule_count);
}

int city_show_run(struct ctl *ctl, int argc, char **argv)
{
    char *code = NULL;
    const struct ctl_options options = {.parse = argument_parse,
                                        .arguments = "[CODE]",
                                        .text = "Shows what is loaded of a city: the newest version of its pack."};
    ctl_options_read(ctl, &options, argc, argv, &code);
    if (code)
        ctl->city = code;
    if (!ctl_city(ctl))
        return CTL_FAILED;
    int32_t version = version_read(ctl);
    struct pack *pack = version ? loaded_pack_new(ctl, version) : NULL;
    if (!pack)
        return CTL_FAILED;
    if (ctl->json) {
        json_t *json = pack_json(pack);
        json_object_set_new(json, "version", json_integer(version));
        json_show(json);
    } else {
        pack_show(pack, version);
    }
    pack_destroy(&pack);
    return CTL_DONE;
}
