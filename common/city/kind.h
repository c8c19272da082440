/* Kinds of areas, organisations and categories. Numbers are stored in the database: never reuse or change one. */
#ifndef COMMON_CITY_KIND_H
#define COMMON_CITY_KIND_H

#include <stddef.h>

enum area_kind {
    AREA_CITY = 1,
    AREA_STREET = 2,
    AREA_COMMUNITY = 3,
    AREA_ESTATE = 4,
    AREA_BUILDING = 5,
    AREA_GRID = 6,
    AREA_LANE = 7,
};

enum organisation_kind {
    ORGANISATION_DEPARTMENT = 1,
    ORGANISATION_COMPANY = 2,
    ORGANISATION_COMMITTEE = 3,
    ORGANISATION_VOLUNTEER_TEAM = 4,
    ORGANISATION_ALLIANCE_MEMBER = 5,
    ORGANISATION_STREET = 6,
    ORGANISATION_COMMUNITY = 7,
    ORGANISATION_CENTRE = 8,
};

/* Of the two halves of a city's catalogue: things that stand somewhere, and what happens. */
enum category_kind {
    CATEGORY_COMPONENT = 1, /* 部件 */
    CATEGORY_EVENT = 2,     /* 事件 */
};

/* A name that a pack may write, its number, and how people call it. Tables end with a NULL name. */
struct kind {
    const char *name;
    int number;
    const char *label;
};

extern const struct kind area_kinds[];
extern const struct kind organisation_kinds[];
extern const struct kind category_kinds[];
extern const struct kind person_roles[]; /* the roles of proto/lifecycle.def that a person can have */

/* How far down in the command of a city areas of a kind stand, for escalation: 1 city, 2 street, 3 community, 4 grid,
 * lane and estate, 5 building. */
int area_level(int kind);

/* The name of a number of the table, or NULL. */
const char *kind_name(const struct kind *kinds, int number);

/* The number of a name of the table, or 0: no number is 0. */
int kind_number(const struct kind *kinds, const char *name, size_t length);

#endif
