/* Past tickets to learn from or to measure by: what was known when they came in, and who had them in the end. */
#ifndef SERVICES_DISPATCH_TRIAGE_EXAMPLE_H
#define SERVICES_DISPATCH_TRIAGE_EXAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "services/dispatch/triage/triage.h"

struct example {
    int64_t at; /* when it was reported, ms since the epoch: tells their order */
    struct triage_input input;
    int organisation; /* index into the codes */
    char *texts;      /* private: what the input points to */
};

struct examples {
    struct example *list;
    size_t count, capacity;
    char **codes; /* of the organisations, in the order in which they came */
    size_t code_count, code_capacity;
};

/* Adds a ticket; copies all that `input` points to. A zeroed struct examples is a valid start. */
void examples_add(struct examples *examples, int64_t at, const struct triage_input *input, const char *organisation);

/* Puts them in order of time; those of one instant stay as they were. */
void examples_sort(struct examples *examples);

/* Drops the oldest, so that `most` are left. In order of time. */
void examples_keep_newest(struct examples *examples, size_t most);

/* Which of the codes it is, or -1. */
int examples_organisation(const struct examples *examples, const char *code);

void examples_clear(struct examples *examples);

#endif
