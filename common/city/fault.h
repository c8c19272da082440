/* What is wrong with a pack: every fault, each with the place where it stands. */
#ifndef COMMON_CITY_FAULT_H
#define COMMON_CITY_FAULT_H

#include <stddef.h>
#include <stdio.h>

enum { PACK_FAULTS_MOST = 1000 }; /* beyond, they are only counted */

struct pack_fault {
    char *file;    /* "areas.yaml" */
    int line;      /* 1-based; 0 where the whole file is meant */
    char *field;   /* "areas[3].parent"; "" where the whole file is meant */
    char *message; /* what is wrong, and what was expected */
};

/* Begin with all zero; pack_faults_clear frees what it holds. */
struct pack_faults {
    struct pack_fault *items;
    size_t count, capacity;
    size_t more; /* faults found beyond PACK_FAULTS_MOST */
};

/* Adds a fault; texts are copied. */
void pack_faults_add(struct pack_faults *faults, const char *file, int line, const char *field, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Orders them by file and line, as a reader walks through them. */
void pack_faults_sort(struct pack_faults *faults);

/* One a line: `file:line: field: message`. */
void pack_faults_print(const struct pack_faults *faults, FILE *out);

void pack_faults_clear(struct pack_faults *faults);

enum { FAULT_QUOTE_BYTES = 120 };

/* Quotes what somebody wrote for a message: what cannot be printed is escaped, what is long is cut. Returns `out`. */
const char *fault_quote(const char *text, size_t length, char out[FAULT_QUOTE_BYTES]);

#endif
