/* Look-ups in the pack, each of which blames the field that it reads. */
#include "services/dispatch/wish_codes.h"

bool wish_organisation_read(const struct pack *pack, const char *field, const struct value *value, int32_t *id,
                            struct fault *fault)
{
    if (!value->present)
        return true;
    int at = pack_organisation_find(pack, value->text, value->length);
    if (at < 0)
        return fault_set(fault, "unknown_organisation", field, "city %s has no organisation '%s'", pack->code,
                         value->text);
    *id = pack->organisations[at].id;
    return true;
}

bool wish_group_read(const struct pack *pack, const struct value *value, struct wish *wish, struct fault *fault)
{
    size_t count = value->present ? json_array_size(value->json) : 0;
    for (size_t i = 0; i < count; i++) {
        const json_t *code = json_array_get(value->json, i);
        const struct value one = {.present = true, .text = json_string_value(code), .length = json_string_length(code)};
        int32_t *id = &wish->group[wish->group_count];
        if (!wish_organisation_read(pack, "group", &one, id, fault))
            return false;
        for (int before = 0; before < wish->group_count; before++)
            if (wish->group[before] == *id)
                return fault_set(fault, "out_of_range", "group", "group names '%s' twice", one.text);
        wish->group_count++;
    }
    return true;
}

bool wish_person_read(const struct pack *pack, const char *field, const struct value *value, int32_t *id,
                      struct fault *fault)
{
    if (!value->present)
        return true;
    int at = pack_person_find(pack, value->text, value->length);
    if (at < 0)
        return fault_set(fault, "unknown_person", field, "city %s has no person '%s'", pack->code, value->text);
    *id = pack->people[at].id;
    return true;
}

bool wish_limit_read(const char *field, const struct value *value, struct wish *wish, struct fault *fault)
{
    if (!value->present)
        return true;
    wish->has_limit = true;
    return limit_parse(value->text, value->length, &wish->limit) ||
           fault_set(fault, "out_of_range", field, "%s must be %s", field, LIMIT_EXPECTED_ANY);
}

bool wish_sort_read(const struct pack *pack, const struct value *category, const struct value *area,
                    const struct value *urgency, const struct value *standard, struct wish *wish, struct fault *fault)
{
    int category_at = category->present ? pack_category_find(pack, category->text, category->length) : -1;
    int area_at = area->present ? pack_area_find(pack, area->text, area->length) : -1;
    if (category->present && category_at < 0)
        return fault_set(fault, "unknown_category", "category", "city %s has no category '%s'", pack->code,
                         category->text);
    if (area->present && area_at < 0)
        return fault_set(fault, "unknown_area", "area", "city %s has no area '%s'", pack->code, area->text);
    wish->category_id = category_at < 0 ? 0 : pack->categories[category_at].id;
    wish->area_id = area_at < 0 ? 0 : pack->areas[area_at].id;
    wish->urgency = urgency->present ? (int16_t)urgency->integer : 0;
    wish->standard = standard->present ? standard->text : NULL;
    wish->standard_length = standard->present ? standard->length : 0;
    return true;
}
