/* Three steps of one transaction: take the city, compare, write. Rows are upserted by code; no number is ever given
 * twice. */
#include "services/ctl/city_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"
#include "proto/lifecycle.h"

enum { CONNECT_MS = 15000, COLUMNS = 4 };

/* The columns of one kind of thing, for unnest. */
struct columns {
    struct array arrays[COLUMNS];
};

static void columns_clear(struct columns *columns)
{
    for (int i = 0; i < COLUMNS; i++)
        array_clear(&columns->arrays[i]);
}

static void text_add(struct columns *columns, int column, const char *text_or_null)
{
    if (text_or_null)
        array_add_text(&columns->arrays[column], text_or_null, strlen(text_or_null));
    else
        array_add_null(&columns->arrays[column]);
}

static bool load_fail(struct pack_load *load, const struct store *store, const char *what)
{
    const struct store_error *error = store_error(store);
    snprintf(load->error, sizeof load->error, "%s: %s", what, *error->message ? error->message : "no answer");
    return false;
}

/* Sends what was added since the last step, and waits for it. */
static bool step_wait(struct pack_load *load, struct store *store, const char *what)
{
    store_sync(store);
    if (store_wait(store, -1) == STORE_STEP && store_error(store)->class == STORE_NO_ERROR)
        return true;
    return load_fail(load, store, what);
}

/* Sends a query whose parameters are the city and `count` columns, which are emptied. */
static void columns_send(const struct pack_load *load, struct store *store, const struct query *query,
                         struct columns *columns, size_t count)
{
    struct parameter parameters[1 + COLUMNS] = {P_INTEGER(load->city_id)};
    for (size_t i = 0; i < count; i++)
        parameters[1 + i] = P_ARRAY(&columns->arrays[i]);
    store_send(store, query, parameters, 1 + count);
    columns_clear(columns);
}

static void columns_start(struct columns *columns, int count)
{
    for (int i = 0; i < count; i++)
        array_start(&columns->arrays[i], ARRAY_TEXT);
}

static void areas_send(const struct pack_load *load, struct store *store, const struct pack *pack)
{
    struct columns columns = {0};
    columns_start(&columns, 4);
    for (int i = 0; i < pack->area_count; i++) {
        const struct pack_area *area = &pack->areas[i];
        text_add(&columns, 0, area->code);
        text_add(&columns, 1, area->name);
        text_add(&columns, 2, kind_name(area_kinds, area->kind));
        text_add(&columns, 3, area->parent < 0 ? NULL : pack->areas[area->parent].code);
    }
    columns_send(load, store, &query_area_write, &columns, 4);
}

static void plates_send(const struct pack_load *load, struct store *store, const struct pack *pack)
{
    struct columns columns = {0};
    columns_start(&columns, 2);
    for (int i = 0; i < pack->area_count; i++) {
        if (!pack->areas[i].qr)
            continue;
        text_add(&columns, 0, pack->areas[i].code);
        text_add(&columns, 1, pack->areas[i].qr);
    }
    columns_send(load, store, &query_area_qr_write, &columns, 2);
}

static void shapes_send(const struct pack_load *load, struct store *store, const struct pack *pack,
                        const struct shapes *shapes)
{
    struct columns columns = {0};
    columns_start(&columns, 3);
    array_start(&columns.arrays[1], ARRAY_INTEGER);
    for (size_t i = 0; i < shapes->count; i++) {
        char *hex = shape_hex(shapes, i);
        text_add(&columns, 0, pack->areas[shapes->items[i].area].code);
        array_add_integer(&columns.arrays[1], pack_area_depth(pack, shapes->items[i].area));
        text_add(&columns, 2, hex);
        free(hex);
    }
    store_send(store, &query_area_shapes_clear, (struct parameter[]){P_INTEGER(load->city_id)}, 1);
    columns_send(load, store, &query_area_shapes_add, &columns, 3);
}

static void organisations_send(const struct pack_load *load, struct store *store, const struct pack *pack)
{
    struct columns columns = {0};
    columns_start(&columns, 3);
    for (int i = 0; i < pack->organisation_count; i++) {
        text_add(&columns, 0, pack->organisations[i].code);
        text_add(&columns, 1, pack->organisations[i].name);
        text_add(&columns, 2, kind_name(organisation_kinds, pack->organisations[i].kind));
    }
    columns_send(load, store, &query_organisation_write, &columns, 3);
}

static void categories_send(const struct pack_load *load, struct store *store, const struct pack *pack)
{
    struct columns columns = {0};
    columns_start(&columns, 3);
    for (int i = 0; i < pack->category_count; i++) {
        const struct pack_category *category = &pack->categories[i];
        text_add(&columns, 0, category->code);
        text_add(&columns, 1, category->name);
        text_add(&columns, 2, category->parent < 0 ? NULL : pack->categories[category->parent].code);
    }
    columns_send(load, store, &query_category_write, &columns, 3);
}

static void channels_send(const struct pack_load *load, struct store *store, const struct pack *pack)
{
    struct columns columns = {0};
    columns_start(&columns, 2);
    for (int i = 0; i < pack->channel_count; i++) {
        text_add(&columns, 0, pack->channels[i].code);
        text_add(&columns, 1, pack->channels[i].name);
    }
    columns_send(load, store, &query_channel_write, &columns, 2);
}

/* What the person is in any appointment, whatever the date: the table of people does not know dates. */
static unsigned roles_ever(const struct pack_person *person)
{
    unsigned roles = 0;
    for (int i = 0; i < person->appointment_count; i++)
        roles |= person->appointments[i].roles;
    return roles;
}

/* The organisation of their first appointment that has one, or -1. */
static int organisation_first(const struct pack_person *person)
{
    for (int i = 0; i < person->appointment_count; i++)
        if (person->appointments[i].organisation >= 0)
            return person->appointments[i].organisation;
    return -1;
}

static void people_send(const struct pack_load *load, struct store *store, const struct pack *pack)
{
    struct columns columns = {0};
    columns_start(&columns, 4);
    array_start(&columns.arrays[2], ARRAY_INTEGER);
    for (int i = 0; i < pack->person_count; i++) {
        const struct pack_person *person = &pack->people[i];
        text_add(&columns, 0, person->code);
        text_add(&columns, 1, person->name);
        int organisation = organisation_first(person);
        array_add_integer(&columns.arrays[2], roles_ever(person));
        text_add(&columns, 3, organisation < 0 ? NULL : pack->organisations[organisation].code);
    }
    columns_send(load, store, &query_person_write, &columns, 4);
}

/* Sends a query whose parameters are the city, a version, and names and contents of the files. */
static int files_send(const struct pack_load *load, struct store *store, const struct query *query, int32_t version,
                      const struct pack_texts *texts)
{
    struct columns columns = {0};
    columns_start(&columns, 2);
    for (size_t i = 0; i < texts->count; i++) {
        text_add(&columns, 0, texts->items[i].name);
        array_add_text(&columns.arrays[1], texts->items[i].text, texts->items[i].length);
    }
    int statement = store_send(store, query,
                               (struct parameter[]){P_INTEGER(load->city_id), P_INTEGER(version),
                                                    P_ARRAY(&columns.arrays[0]), P_ARRAY(&columns.arrays[1])},
                               4);
    columns_clear(&columns);
    return statement;
}

/* The log that is there has its ranges. */
static bool span_check(struct pack_load *load, int64_t span)
{
    if (!load->log_span || load->log_span == span)
        return true;
    snprintf(load->error, sizeof load->error, "log-span: %lld is another one than the %lld positions that its log has",
             (long long)load->log_span, (long long)span);
    return false;
}

/* A city that is new has version 0. */
static bool city_take(struct pack_load *load, struct store *store, const struct pack *pack)
{
    store_begin(store);
    int city =
        store_send(store, &query_city_take,
                   (struct parameter[]){P_TEXT(pack->code, strlen(pack->code)), P_TEXT(pack->name, strlen(pack->name)),
                                        P_TEXT(pack->timezone, strlen(pack->timezone)),
                                        load->log_span ? P_BIGINT(load->log_span) : P_NULL},
                   4);
    if (!step_wait(load, store, "the city could not be taken"))
        return false;
    load->city_id = (int32_t)store_integer(store, city, 0, 0);
    load->version = (int32_t)store_integer(store, city, 0, 1);
    if (load->based_on && load->based_on != load->version) {
        snprintf(load->error, sizeof load->error, "version %d was loaded meanwhile, this goes by version %d",
                 load->version, load->based_on);
        return false;
    }
    const char *timezone = store_text(store, city, 0, 2, NULL);
    if (!span_check(load, store_integer(store, city, 0, 3)))
        return false;
    if (strcmp(timezone, pack->timezone) == 0)
        return true;
    snprintf(load->error, sizeof load->error,
             "city.yaml: timezone: \"%s\" is another one than before, expected \"%s\": days were counted in it",
             pack->timezone, timezone);
    return false;
}

static bool pack_compare(struct pack_load *load, struct store *store, const struct pack_texts *texts)
{
    int differ = files_send(load, store, &query_pack_differ, load->version, texts);
    if (!step_wait(load, store, "the version that is loaded could not be compared"))
        return false;
    load->changed = store_rows(store, differ) > 0;
    return true;
}

static bool pack_write(struct pack_load *load, struct store *store, const struct pack *pack,
                       const struct pack_texts *texts, const struct shapes *shapes)
{
    struct array cities = {0};
    array_start(&cities, ARRAY_INTEGER);
    array_add_integer(&cities, load->city_id);
    load->version++;
    areas_send(load, store, pack);
    plates_send(load, store, pack);
    shapes_send(load, store, pack, shapes);
    organisations_send(load, store, pack);
    categories_send(load, store, pack);
    channels_send(load, store, pack);
    people_send(load, store, pack);
    files_send(load, store, &query_pack_files_add, load->version, texts);
    store_send(store, &query_city_version_set, (struct parameter[]){P_INTEGER(load->city_id), P_INTEGER(load->version)},
               2);
    store_send(store, &query_city_partition, (struct parameter[]){P_INTEGER(load->city_id)}, 1);
    store_send(store, &query_log_lock, (struct parameter[]){P_ARRAY(&cities)}, 1);
    store_send(store, &query_city_loaded,
               (struct parameter[]){P_INTEGER(load->city_id), P_INTEGER(EVENT_CITY_LOADED), P_INTEGER(load->version)},
               3);
    store_commit(store);
    array_clear(&cities);
    return step_wait(load, store, "the pack could not be written");
}

static bool load_steps(struct pack_load *load, struct store *store, const struct pack *pack,
                       const struct pack_texts *texts, const struct shapes *shapes)
{
    return city_take(load, store, pack) && pack_compare(load, store, texts) &&
           (!load->changed || pack_write(load, store, pack, texts, shapes));
}

bool pack_load(struct pack_load *load, struct store *store, const struct pack *pack, const struct pack_texts *texts,
               const struct shapes *shapes)
{
    *load = (struct pack_load){.based_on = load->based_on, .log_span = load->log_span};
    if (store_state(store) == STORE_LOST)
        store_connect(store);
    if (store_wait(store, CONNECT_MS) == STORE_LOST)
        return load_fail(load, store, "no connection to the database");
    bool loaded = load_steps(load, store, pack, texts, shapes);
    if ((!loaded || !load->changed) && store_state(store) == STORE_STEP) {
        store_rollback(store);
        store_sync(store);
        store_wait(store, CONNECT_MS);
    }
    return loaded;
}
