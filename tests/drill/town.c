/* Codes of tests/drill/city; its second city is the same pack under another code. */
#include "tests/drill/town.h"

#include <string.h>

const char *const town_cities[TOWN_CITIES] = {"drill", "drill2"};
const char *const town_areas[TOWN_AREAS] = {"north", "south"};
const char *const town_channels[TOWN_CHANNELS] = {"app", "12345"};
const char *const town_organisations[TOWN_ORGANISATIONS] = {"works", "company", "office", "north.street",
                                                            "south.street"};
const char *const town_titles[TOWN_TITLES] = {"三号楼电梯困人", "小区门口垃圾没人清运", "夜间施工噪音大",
                                              "路灯不亮",       "物业费账目不清",       "楼道堆放杂物"};

const struct town_category town_categories[TOWN_CATEGORIES] = {
    {"quick.one", "works", "company", NULL},
    {"quick.two", "works", "company", NULL},
    {"quick.three", "works", "company", NULL},
    {"slow", "office", "office", NULL},
    {"open", NULL, NULL, NULL},
    {"offer", NULL, NULL, NULL},
    {"joint", "works", "works", "company"},
    {"hours", "works", "office", NULL},
    {"days", "company", "company", NULL},
};

const struct town_category *town_category(const char *code)
{
    for (size_t i = 0; i < TOWN_CATEGORIES; i++)
        if (strcmp(town_categories[i].code, code) == 0)
            return &town_categories[i];
    return NULL;
}
