/* What a pack keeps for looking things up: private to common/city. */
#ifndef COMMON_CITY_INDEX_H
#define COMMON_CITY_INDEX_H

#include "common/city/code_map.h"
#include "common/city/pack.h"
#include "common/city/routing.h"
#include "common/city/tree.h"
#include "proto/lifecycle.h"

enum thing { THING_AREA, THING_ORGANISATION, THING_CATEGORY, THING_PERSON, THING_CHANNEL, THING_STANDARD, THINGS };

/* What city.yaml says of a kind of clock. */
struct pack_clock {
    struct limit limit; /* where it is kept; of handling and suspension see pack_limit and suspension_most_ms */
    bool kept;
    int ladder; /* index, or -1 */
};

struct named_ladder {
    const char *name;
    struct ladder ladder;
};

/* calendar-NAME.yaml: the calendar of organisations that work at other times than the city. */
struct named_calendar {
    const char *name;
    struct calendar *calendar; /* NULL where it has a fault */
};

struct pack_index {
    struct code_map codes[THINGS], plates; /* plates: QR codes of areas */
    struct id_map ids[THINGS];
    struct tree areas, categories;
    struct routing routing;
    int *standard_firsts; /* of each category, and one more; NULL where there are no standards */
    struct pack_clock clocks[CLOCK_KIND_COUNT];
    struct named_ladder *ladders;
    struct named_calendar *calendars;
    int ladder_count, calendar_count;
    void **kept; /* texts and lists that the pack's things point to */
    size_t kept_count, kept_capacity;
};

#endif
