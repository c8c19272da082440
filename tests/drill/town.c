/* Codes of tests/drill/city; its second city is the same pack under another code. */
#include "tests/drill/town.h"

#include <string.h>

const char *const town_cities[TOWN_CITIES] = {"drill", "drill2"};
const char *const town_areas[TOWN_AREAS] = {"north", "south"};
const char *const town_channels[TOWN_CHANNELS] = {"app", "12345"};
const char *const town_organisations[TOWN_ORGANISATIONS] = {"works", "company", "office"};
const char *const town_titles[TOWN_TITLES] = {"三号楼电梯困人", "小区门口垃圾没人清运", "夜间施工噪音大",
                                              "路灯不亮",       "物业费账目不清",       "楼道堆放杂物"};

const struct town_category town_categories[TOWN_CATEGORIES] = {
    {"quick.one", "works", "company"},
    {"quick.two", "works", "company"},
    {"quick.three", "works", "company"},
    {"slow", "office", "office"},
    {"open", NULL, NULL},
};

static const char *const handlers[TOWN_ORGANISATIONS] = {"works.handler", "company.handler", "office.handler"};

const char *town_owner(const char *category, const char *area)
{
    for (size_t i = 0; i < TOWN_CATEGORIES; i++)
        if (strcmp(town_categories[i].code, category) == 0)
            return strcmp(area, "north") == 0 ? town_categories[i].north : town_categories[i].south;
    return NULL;
}

const char *town_handler(const char *organisation)
{
    for (size_t i = 0; i < TOWN_ORGANISATIONS; i++)
        if (strcmp(town_organisations[i], organisation) == 0)
            return handlers[i];
    return NULL;
}
