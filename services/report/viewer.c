#include "services/report/viewer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "proto/lifecycle.h"

static const unsigned city_roles =
    ROLE_OPERATOR | ROLE_DISPATCHER | ROLE_SUPERVISOR | ROLE_AUDITOR | ROLE_ADMINISTRATOR | ROLE_IMPORTER;
static const unsigned area_roles = ROLE_GRID_WORKER | ROLE_BUILDING_HEAD;
static const unsigned own_roles = ROLE_RESIDENT;

bool viewer_check(const struct pack *pack, const struct value *actor, int *out, struct fault *fault)
{
    *out = actor->present ? pack_person_find(pack, actor->text, actor->length) : -1;
    return !actor->present || *out >= 0 ||
           fault_set(fault, "unknown_person", "actor", "city %s has no person '%s'", pack->code, actor->text);
}

/* A city role that is limited to areas counts there only. */
static bool area_seen(const struct pack *pack, int person, int area, int32_t date)
{
    return (pack_person_roles(pack, person, area, date) & (city_roles | area_roles)) != 0;
}

/* The topmost areas that the person looks after: what is below them is seen, too. */
static json_t *areas_make(const struct pack *pack, int person, int32_t date)
{
    json_t *areas = json_array();
    for (int i = 0; i < pack->area_count; i++)
        if (area_seen(pack, person, i, date) &&
            (pack->areas[i].parent < 0 || !area_seen(pack, person, pack->areas[i].parent, date)))
            json_array_append_new(areas, json_integer(pack->areas[i].id));
    return areas;
}

static json_t *organisations_make(const struct pack *pack, int person, int32_t date)
{
    json_t *organisations = json_array();
    for (int i = 0; i < pack->organisation_count; i++)
        if (pack_person_serves(pack, person, ~(city_roles | area_roles | own_roles), i, date))
            json_array_append_new(organisations, json_integer(pack->organisations[i].id));
    return organisations;
}

/* Has the person a role for all of the city, which is the area that no other holds? */
static bool city_seen(const struct pack *pack, int person, int32_t date)
{
    for (int i = 0; i < pack->area_count; i++)
        if (pack->areas[i].parent < 0 && pack_person_roles(pack, person, i, date) & city_roles)
            return true;
    return false;
}

bool viewer_check_all(const struct pack *pack, const struct value *actor, struct fault *fault)
{
    int person;
    if (!viewer_check(pack, actor, &person, fault))
        return false;
    return person < 0 || city_seen(pack, person, pack_date(pack, instant_now())) ||
           fault_set(fault, "not_allowed", "actor", "%s does not see all of city %s", actor->text, pack->code);
}

static void setting_take(struct viewer *viewer, json_t *json)
{
    viewer->length = json_dumpb(json, NULL, 0, JSON_COMPACT);
    memory_reserve((void **)&viewer->setting, &viewer->capacity, viewer->length + 1, 1);
    json_dumpb(json, viewer->setting, viewer->length, JSON_COMPACT);
    viewer->setting[viewer->length] = '\0';
    json_decref(json);
}

void viewer_make(struct viewer *viewer, const struct pack *pack, int person)
{
    viewer->length = 0;
    viewer->sees_all = viewer->sees_areas = true;
    if (person < 0)
        return;
    int32_t date = pack_date(pack, instant_now());
    json_t *json = json_pack("{s:i, s:i}", "city", (int)pack->city_id, "person", (int)pack->people[person].id);
    viewer->sees_all = city_seen(pack, person, date);
    if (viewer->sees_all) {
        json_object_set_new(json, "all", json_true());
    } else {
        json_t *areas = areas_make(pack, person, date);
        viewer->sees_areas = json_array_size(areas) > 0;
        json_object_set_new(json, "areas", areas);
        json_object_set_new(json, "organisations", organisations_make(pack, person, date));
    }
    setting_take(viewer, json);
}

void viewer_clear(struct viewer *viewer)
{
    free(viewer->setting);
    memset(viewer, 0, sizeof *viewer);
}
