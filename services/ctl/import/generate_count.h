/* What a table names, counted: the areas, categories, organisations and channels of the city that it is from. */
#ifndef SERVICES_CTL_IMPORT_GENERATE_COUNT_H
#define SERVICES_CTL_IMPORT_GENERATE_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/ctl/import/code.h"
#include "services/ctl/import/mapping.h"

/* How often one thing goes with another: a category with an organisation, a code with one of its spellings. */
struct pair {
    char *name;
    int64_t rows;
};

struct pairs {
    struct pair *items; /* in the order of names */
    size_t count, capacity;
};

struct thing {
    char code[CODE_ROOM], parent[CODE_ROOM]; /* parent: "" for none */
    int kind;                                /* enum area_kind, for areas */
    int64_t rows;
    struct pairs names;         /* how it is written */
    struct pairs titles;        /* of an organisation: what it is called in the column of its names */
    struct pairs organisations; /* of a category: who had its rows */
};

/* In the order of codes. */
struct things {
    struct thing *items;
    size_t count, capacity;
};

struct census {
    struct things areas, categories, organisations, channels;
    int64_t rows, rejected; /* rejected: named nothing that could be counted */
};

/* Counts the whole table. */
void census_take(struct census *census, const struct mapping *mapping, struct records *records);
void census_clear(struct census *census);

/* The commonest name of the pairs, the first in their order of several; "" where there is none. */
const char *pairs_commonest(const struct pairs *pairs);

/* How many rows went with the name; 0 where it is not there. */
int64_t pairs_rows(const struct pairs *pairs, const char *name);

#endif
