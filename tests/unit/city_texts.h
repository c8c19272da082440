/* A small good pack as texts, of which the tests of city packs replace one file. */
#ifndef TESTS_UNIT_CITY_TEXTS_H
#define TESTS_UNIT_CITY_TEXTS_H

#include <string.h>

#include "common/city/pack.h"

#define CITY_TEXT                                                                                                      \
    "code: c\nname: 城\ntimezone: Asia/Shanghai\nsource: invented\ntriage: rule\nchannels:\n- {code: app, name: "     \
    "App}\n"                                                                                                           \
    "limits:\n  default: 7d\nreturn:\n  within: 1d\n  times: 2\n"

enum { CITY_TEXTS = 6 };

static const char *const city_text_names[CITY_TEXTS] = {"city.yaml",       "areas.yaml",  "organisations.yaml",
                                                        "categories.yaml", "people.yaml", "routing.yaml"};

static const char *const city_texts[CITY_TEXTS] = {
    CITY_TEXT,
    "areas:\n- {code: a, name: A, kind: city}\n- {code: a1, name: A1, kind: street, parent: a}\n"
    "- {code: a1x, name: A1X, kind: estate, parent: a1}\n- {code: a2, name: A2, kind: street, parent: a}\n",
    "organisations:\n- {code: o1, name: O1, kind: department}\n- {code: o2, name: O2, kind: company, area: a1}\n",
    "categories:\n- {code: k1, name: K1, limit: 2h}\n- {code: k1.1, name: K11, parent: k1}\n- {code: k2, name: K2}\n",
    "people:\n- {code: p1, name: P1, roles: [operator]}\n- {code: p2, name: P2, roles: [handler], organisation: o1}\n"
    "- {code: p3, name: P3, roles: [grid_worker], areas: [a1, a2]}\n",
    "rules:\n- {category: k1.1, area: a1, organisation: o2, limit: 30m}\n- {category: k1, area: '*', organisation: "
    "o1}\n"
    "- {category: '*', area: a1, organisation: o2, comment: what is left}\n",
};

/* The good pack, with `text` in the place of `file` (or NULL). */
static inline void city_texts_replace(struct pack_text texts[CITY_TEXTS], const char *file, const char *text,
                                      size_t length)
{
    for (int i = 0; i < CITY_TEXTS; i++) {
        const char *name = city_text_names[i];
        texts[i] = file && !strcmp(file, name) ? (struct pack_text){name, text, length}
                                               : (struct pack_text){name, city_texts[i], strlen(city_texts[i])};
    }
}

#endif
