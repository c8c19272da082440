/* The tables of kinds. */
#include "common/city/kind.h"

#include <string.h>

const struct kind area_kinds[] = {
    {"city", AREA_CITY, "城市"},
    {"street", AREA_STREET, "街道"},
    {"community", AREA_COMMUNITY, "社区"},
    {"estate", AREA_ESTATE, "小区"},
    {"building", AREA_BUILDING, "楼栋"},
    {"grid", AREA_GRID, "网格"},
    {"lane", AREA_LANE, "巷"},
    {NULL, 0, NULL},
};

const struct kind organisation_kinds[] = {
    {"department", ORGANISATION_DEPARTMENT, "部门"},
    {"company", ORGANISATION_COMPANY, "物业企业"},
    {"committee", ORGANISATION_COMMITTEE, "业主委员会"},
    {"volunteer_team", ORGANISATION_VOLUNTEER_TEAM, "志愿服务队"},
    {"alliance_member", ORGANISATION_ALLIANCE_MEMBER, "联盟成员单位"},
    {"street", ORGANISATION_STREET, "街道"},
    {"community", ORGANISATION_COMMUNITY, "社区"},
    {"centre", ORGANISATION_CENTRE, "指挥中心"},
    {NULL, 0, NULL},
};

const struct kind category_kinds[] = {
    {"component", CATEGORY_COMPONENT, "部件"},
    {"event", CATEGORY_EVENT, "事件"},
    {NULL, 0, NULL},
};

/* Nobody can have the role `system`: its number 0 is what kind_number calls unknown. */
const struct kind person_roles[] = {
#define ROLE(CODE, ID, NAME, LABEL, MEANING) {#NAME, CODE, LABEL},
#include "proto/lifecycle.def"
    {NULL, 0, NULL},
};

int area_level(int kind)
{
    static const int levels[] = {[AREA_CITY] = 1, [AREA_STREET] = 2, [AREA_COMMUNITY] = 3, [AREA_GRID] = 4,
                                 [AREA_LANE] = 4, [AREA_ESTATE] = 4, [AREA_BUILDING] = 5};
    return levels[kind];
}

const char *kind_name(const struct kind *kinds, int number)
{
    for (const struct kind *kind = kinds; kind->name; kind++)
        if (kind->number == number)
            return kind->name;
    return NULL;
}

int kind_number(const struct kind *kinds, const char *name, size_t length)
{
    for (const struct kind *kind = kinds; kind->name; kind++)
        if (strlen(kind->name) == length && memcmp(kind->name, name, length) == 0)
            return kind->number;
    return 0;
}
