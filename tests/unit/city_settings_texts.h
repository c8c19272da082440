/* Texts that take the place of some of city_texts.h, or stand beside them: all that a pack may say of clocks, ladders,
 * calendars and ways to hand out. */
#ifndef TESTS_UNIT_CITY_SETTINGS_TEXTS_H
#define TESTS_UNIT_CITY_SETTINGS_TEXTS_H

#include "common/city/pack.h"
#include "tests/unit/city_texts.h"

#define TEXT(NAME, CONTENT)                                                                                            \
    {                                                                                                                  \
        NAME, CONTENT, sizeof(CONTENT) - 1                                                                             \
    }

static const struct pack_text settings_texts[] = {
    TEXT("city.yaml",
         CITY_TEXT "extension: {times: 3}\nurge: {every: 30m, times: 3}\nescalate: {on_overdue: true}\n"
                   "proposals: {confidence: 0.95}\nladders:\n  plain: [{at: due, to: [handler]}]\n  full:\n"
                   "  - {at: 50%, to: [handler]}\n  - {at: due, to: [handler, supervisor]}\n  - {at: due+4wh, to: "
                   "[supervisor]}\nclocks: {handling: full}\n"),
    TEXT("organisations.yaml", "organisations:\n- {code: o1, name: O1, kind: department, calendar: n}\n"
                               "- {code: o2, name: O2, kind: company, area: a1}\n"),
    TEXT("categories.yaml", "categories:\n- {code: k1, name: K1, limit: 2wd, ladder: plain}\n"
                            "- {code: k1.1, name: K11, parent: k1}\n- {code: k2, name: K2}\n"),
    TEXT("routing.yaml", "rules:\n- {category: k1, area: a1, organisation: o2, mode: joint, group: [o1]}\n"
                         "- {category: k2, area: '*', organisation: o1, mode: assign}\n"),
    TEXT(PACK_CALENDAR, "years: y\nday_ends: close\nweek: {monday: [08:00-12:00]}\nswapped: [08:00-12:00]\n"),
    TEXT("calendar-n.yaml", "years: y\nday_ends: midnight\nweek: {monday: [22:00-06:00]}\n"),
    TEXT("y/2026.yaml", "year: 2026\nsource: s\nlicence: l\nholidays:\n"
                        "- {name: M, from: 2026-05-01, to: 2026-05-05, days: 5}\n"),
};

#undef TEXT

#endif
