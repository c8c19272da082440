/* The complaints that the bench submits: read from a file, their messages made beforehand. */
#ifndef TESTS_BENCH_COMPLAINT_H
#define TESTS_BENCH_COMPLAINT_H

#include <stddef.h>

struct complaint {
    char *handler; /* code of the person who handles it by the pack's rules */
    char *body;    /* ticket.submit as JSON */
    size_t length;
};

struct complaints {
    struct complaint *items;
    size_t count;
};

/* Reads `file` (category, area, handler, title, description, address by tabs; # begins a comment) for a city. Ends the
 * process where it does not fit. */
void complaints_read(struct complaints *complaints, const char *file, const char *city);
void complaints_forget(struct complaints *complaints);

#endif
