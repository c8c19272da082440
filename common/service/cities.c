/* Packs from the database: which there are is asked every three seconds, and what is new is read whole. */
#include "common/service/cities.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/service/pack_rows.h"
#include "common/store/queries.h"

enum { CITIES_MAX = 256, READ_AT_ONCE = 8, REFRESH_US = 3000000 };

struct city {
    int32_t city_id, newest;
    char code[PACK_CITY_CODE_MOST + 1];
    struct pack **versions; /* index: version - 1; NULL: not read */
    int32_t version_count;
    int32_t wanted; /* a version that somebody needs, or 0 */
};

/* What one step asked for, so that the next one knows what the results are. */
struct asked {
    struct city *city;
    int32_t version;
    int files, codes; /* statements */
};

struct cities {
    struct city entries[CITIES_MAX];
    size_t count;
    bool known, expired;
    unsigned generation;
    int64_t read_at; /* monotonic µs */
    struct asked asked[READ_AT_ONCE];
    size_t asked_count;
    int list; /* statement */
};

struct cities *cities_new(void)
{
    return memory_new(1, sizeof(struct cities));
}

void cities_destroy(struct cities **cities)
{
    if (!*cities)
        return;
    for (size_t i = 0; i < (*cities)->count; i++) {
        struct city *city = &(*cities)->entries[i];
        for (int32_t v = 0; v < city->version_count; v++)
            pack_destroy(&city->versions[v]);
        free(city->versions);
    }
    free(*cities);
    *cities = NULL;
}

bool cities_known(const struct cities *cities)
{
    return cities->known;
}

size_t cities_count(const struct cities *cities)
{
    return cities->count;
}

static struct pack *city_version(const struct city *city, int32_t version)
{
    return version > 0 && version <= city->version_count ? city->versions[version - 1] : NULL;
}

/* The newest that was read: while a newer one is being read, the one before it serves. */
static struct pack *city_newest(const struct city *city)
{
    for (int32_t v = city->version_count; v > 0; v--)
        if (v <= city->newest && city->versions[v - 1])
            return city->versions[v - 1];
    return NULL;
}

struct pack *cities_at(const struct cities *cities, size_t i)
{
    return city_newest(&cities->entries[i]);
}

struct pack *cities_find(const struct cities *cities, const char *code, size_t length)
{
    for (size_t i = 0; i < cities->count; i++)
        if (strlen(cities->entries[i].code) == length && memcmp(cities->entries[i].code, code, length) == 0)
            return city_newest(&cities->entries[i]);
    return NULL;
}

static struct city *city_of(struct cities *cities, int32_t city_id)
{
    for (size_t i = 0; i < cities->count; i++)
        if (cities->entries[i].city_id == city_id)
            return &cities->entries[i];
    return NULL;
}

struct pack *cities_pack(struct cities *cities, int32_t city_id, int32_t version)
{
    struct city *city = city_of(cities, city_id);
    struct pack *pack = !city ? NULL : version ? city_version(city, version) : city_newest(city);
    if (!pack) {
        cities->expired = true;
        if (city)
            city->wanted = version;
    }
    return pack;
}

unsigned cities_generation(const struct cities *cities)
{
    return cities->generation;
}

bool cities_current(struct cities *cities, const struct store *store, int statement)
{
    for (int row = 0; row < store_rows(store, statement); row++) {
        const struct city *city = city_of(cities, (int32_t)store_integer(store, statement, row, 0));
        const struct pack *pack = city ? city_newest(city) : NULL;
        if (!pack || pack->version != store_integer(store, statement, row, 1))
            return false;
    }
    return true;
}

void cities_expire(struct cities *cities)
{
    cities->expired = true;
}

bool cities_due(const struct cities *cities, int64_t now, int64_t *wake)
{
    if (cities->expired || !cities->known)
        return true;
    int64_t next = cities->read_at + REFRESH_US;
    if (next < *wake)
        *wake = next;
    return now >= next;
}

static void list_take(struct cities *cities, struct store *store)
{
    for (int row = 0; row < store_rows(store, cities->list); row++) {
        int32_t id = (int32_t)store_integer(store, cities->list, row, 0);
        struct city *city = city_of(cities, id);
        if (!city && cities->count < CITIES_MAX) {
            city = &cities->entries[cities->count++];
            city->city_id = id;
            memcpy(city->code, store_text(store, cities->list, row, 1, NULL),
                   strlen(store_text(store, cities->list, row, 1, NULL)) + 1);
        }
        if (city)
            city->newest = (int32_t)store_integer(store, cities->list, row, 2);
    }
}

/* The newest version may be the wanted one as well: it is read once. */
static bool pack_asked(const struct cities *cities, const struct city *city, int32_t version)
{
    for (size_t i = 0; i < cities->asked_count; i++)
        if (cities->asked[i].city == city && cities->asked[i].version == version)
            return true;
    return false;
}

static void pack_ask(struct cities *cities, struct store *store, struct city *city, int32_t version)
{
    if (version == 0 || city_version(city, version) || pack_asked(cities, city, version) ||
        cities->asked_count == READ_AT_ONCE)
        return;
    struct parameter of[] = {P_INTEGER(city->city_id), P_INTEGER(version)};
    struct asked *asked = &cities->asked[cities->asked_count++];
    asked->city = city;
    asked->version = version;
    asked->files = store_send(store, &query_pack_files, of, 2);
    asked->codes = store_send(store, &query_pack_codes, of, 1);
}

static void code_bind(struct pack *pack, int kind, int32_t id, const char *code, size_t length)
{
    int at = kind == 1   ? pack_area_find(pack, code, length)
             : kind == 2 ? pack_organisation_find(pack, code, length)
             : kind == 3 ? pack_category_find(pack, code, length)
             : kind == 4 ? pack_channel_find(pack, code, length)
                         : pack_person_find(pack, code, length);
    if (at < 0)
        return; /* of an earlier version */
    if (kind == 1)
        pack->areas[at].id = id;
    else if (kind == 2)
        pack->organisations[at].id = id;
    else if (kind == 3)
        pack->categories[at].id = id;
    else if (kind == 4)
        pack->channels[at].id = id;
    else
        pack->people[at].id = id;
}

static void pack_keep(struct city *city, int32_t version, struct pack *pack)
{
    if (version > city->version_count) {
        city->versions = memory_resize(city->versions, (size_t)version, sizeof *city->versions);
        for (int32_t v = city->version_count; v < version; v++)
            city->versions[v] = NULL;
        city->version_count = version;
    }
    city->versions[version - 1] = pack;
    if (city->wanted == version)
        city->wanted = 0;
    log_info("pack read city=%s version=%d", city->code, version);
}

static void pack_take(struct cities *cities, struct store *store, const struct asked *asked)
{
    struct pack_faults faults = {0};
    struct pack *pack;
    if (!pack_rows_read(store, asked->files, &pack, &faults)) {
        const struct pack_fault *first = &faults.items[0];
        log_error("a stored pack is faulty city=%s version=%d faults=%zu first=%s:%d: %s: %s", asked->city->code,
                  asked->version, faults.count + faults.more, first->file, first->line, first->field, first->message);
        pack_faults_clear(&faults);
        return;
    }
    pack->city_id = asked->city->city_id;
    pack->version = asked->version;
    for (int row = 0; row < store_rows(store, asked->codes); row++) {
        size_t length;
        const char *code = store_text(store, asked->codes, row, 2, &length);
        code_bind(pack, (int)store_integer(store, asked->codes, row, 0),
                  (int32_t)store_integer(store, asked->codes, row, 1), code, length);
    }
    pack_bind_finish(pack);
    pack_keep(asked->city, asked->version, pack);
    cities->generation++;
}

bool cities_step(struct cities *cities, struct store *store, int step)
{
    if (step == 0) {
        cities->expired = false;
        cities->asked_count = 0;
        cities->read_at = instant_monotonic();
        cities->list = store_send(store, &query_city_list, NULL, 0);
        return true;
    }
    if (step == 1) {
        list_take(cities, store);
        for (size_t i = 0; i < cities->count; i++) {
            pack_ask(cities, store, &cities->entries[i], cities->entries[i].newest);
            pack_ask(cities, store, &cities->entries[i], cities->entries[i].wanted);
        }
        cities->known |= cities->asked_count == 0;
        return cities->asked_count > 0;
    }
    for (size_t i = 0; i < cities->asked_count; i++)
        pack_take(cities, store, &cities->asked[i]);
    cities->expired |= cities->asked_count == READ_AT_ONCE; /* there may be more */
    cities->known |= cities->asked_count < READ_AT_ONCE;
    return false;
}
