/* Packs as commands read, load and tell them. */
#include "services/ctl/city_tell.h"

#include <stdio.h>

#include "common/service/pack_rows.h"
#include "common/store/queries.h"

error_t argument_take(int key, char *arg, const struct argp_state *state, char **argument)
{
    if (key != ARGP_KEY_ARG || state->arg_num != 0)
        return ARGP_ERR_UNKNOWN;
    *argument = arg;
    return 0;
}

error_t argument_parse(int key, char *arg, struct argp_state *state)
{
    return argument_take(key, arg, state, state->input);
}

void json_tell(json_t *json)
{
    json_dumpf(json, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(json);
}

json_t *pack_json(const struct pack *pack)
{
    return json_pack("{s:b s:s s:s s:s s:s s:i s:i s:i s:i s:i s:i}", "ok", 1, "code", pack->code, "name", pack->name,
                     "timezone", pack->timezone, "triage", pack->triage_by_rule ? "rule" : "operator", "areas",
                     pack->area_count, "organisations", pack->organisation_count, "categories", pack->category_count,
                     "people", pack->person_count, "channels", pack->channel_count, "rules", pack->rule_count);
}

void pack_counts_tell(const struct pack *pack)
{
    printf("%d areas, %d organisations, %d categories, %d people, %d channels, %d rules\n", pack->area_count,
           pack->organisation_count, pack->category_count, pack->person_count, pack->channel_count, pack->rule_count);
}

int pack_faults_tell(const struct ctl *ctl, const struct pack_faults *faults)
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
    json_tell(json_pack("{s:b s:o s:I}", "ok", 0, "faults", list, "more", (json_int_t)faults->more));
    return CTL_FAILED;
}

static void load_show(const struct ctl *ctl, const struct pack *pack, const struct pack_load *load)
{
    if (ctl->json) {
        json_t *json = pack_json(pack);
        json_object_set_new(json, "version", json_integer(load->version));
        json_object_set_new(json, "changed", json_boolean(load->changed));
        json_tell(json);
        return;
    }
    printf("%s %s: version %d %s: ", pack->code, pack->name, load->version,
           load->changed ? "loaded" : "is loaded already, nothing changed");
    pack_counts_tell(pack);
}

/* Services may not write packs. */
int pack_load_tell(struct ctl *ctl, const struct city_folder *city, struct pack_load *load)
{
    const struct settings *settings = ctl_settings(ctl);
    if (!settings)
        return CTL_FAILED;
    struct store *store =
        store_new(&(struct store_options){.conninfo = settings->database, .application = "steward city load"});
    bool loaded = pack_load(load, store, city->pack, &city->texts, &city->shapes);
    store_destroy(&store);
    if (!loaded)
        return ctl_fail("city %s was not loaded: %s", city->pack->code, load->error);
    load_show(ctl, city->pack, load);
    return CTL_DONE;
}

int32_t city_version_read(struct ctl *ctl)
{
    if (store_run(ctl->store, &query_city_list, NULL, 0))
        for (int row = 0; row < store_rows(ctl->store, 0); row++)
            if (store_integer(ctl->store, 0, row, 0) == ctl->city_id)
                return (int32_t)store_integer(ctl->store, 0, row, 2);
    ctl_fail("city %s: its version cannot be read: %s", ctl->city_code, store_error(ctl->store)->message);
    return 0;
}

bool city_files_read(struct ctl *ctl, int32_t version)
{
    const struct parameter of[] = {P_INTEGER(ctl->city_id), P_INTEGER(version)};
    if (store_run(ctl->store, &query_pack_files, of, 2))
        return true;
    ctl_fail("city %s: its pack cannot be read: %s", ctl->city_code, store_error(ctl->store)->message);
    return false;
}

struct pack *city_version_pack(struct ctl *ctl, int32_t version)
{
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    if (city_files_read(ctl, version) && !pack_rows_read(ctl->store, 0, &pack, &faults))
        pack_faults_tell(ctl, &faults);
    pack_faults_clear(&faults);
    return pack;
}
