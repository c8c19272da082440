/* What the drill knows of its city pack (tests/drill/city), so that it can make complaints and name who moves them. */
#ifndef TESTS_DRILL_TOWN_H
#define TESTS_DRILL_TOWN_H

#include <stddef.h>

enum {
    TOWN_CITIES = 2,
    TOWN_CATEGORIES = 5,
    TOWN_AREAS = 2,
    TOWN_CHANNELS = 2,
    TOWN_ORGANISATIONS = 3,
    TOWN_TITLES = 6
};

extern const char *const town_cities[TOWN_CITIES];
extern const char *const town_areas[TOWN_AREAS];
extern const char *const town_channels[TOWN_CHANNELS];
extern const char *const town_organisations[TOWN_ORGANISATIONS];
extern const char *const town_titles[TOWN_TITLES];

struct town_category {
    const char *code;
    const char *north, *south; /* to which organisation a rule hands it out in these areas; NULL: no rule */
};
extern const struct town_category town_categories[TOWN_CATEGORIES];

/* To whom a rule of the pack hands out a complaint of this category and area; NULL where none does. */
const char *town_owner(const char *category, const char *area);

/* Who handles for an organisation; NULL for a code that is none. */
const char *town_handler(const char *organisation);

#endif
