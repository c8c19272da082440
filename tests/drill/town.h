/* What the drill knows of its city pack (tests/drill/city), so that it can make complaints and name who moves them. */
#ifndef TESTS_DRILL_TOWN_H
#define TESTS_DRILL_TOWN_H

#include <stddef.h>

enum {
    TOWN_CITIES = 2,
    TOWN_CATEGORIES = 9,
    TOWN_AREAS = 2,
    TOWN_CHANNELS = 2,
    TOWN_ORGANISATIONS = 5, /* whom a dispatcher names */
    TOWN_CLAIMERS = 3,      /* the first of them may claim what is offered, most of the time */
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
    const char *helper;        /* whom the rule calls in, or NULL */
};
extern const struct town_category town_categories[TOWN_CATEGORIES];

/* The category of this code; NULL for a code that is none. */
const struct town_category *town_category(const char *code);

#endif
