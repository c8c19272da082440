/* Ladders of a pack: what a clock raises, when, and who is told. */
#ifndef COMMON_CITY_LADDER_H
#define COMMON_CITY_LADDER_H

#include "common/time/limit.h"

enum step_kind { /* numbers are stored in the database: never reuse or change one */
                 STEP_WARNING = 1,
                 STEP_OVERDUE = 2,
                 STEP_ESCALATION = 3,
};

struct ladder_step {
    enum step_kind kind;
    int percent;        /* STEP_WARNING: 1 … 99 of the limit */
    struct limit after; /* STEP_ESCALATION: counted from the due time, by the clock's calendar */
    unsigned roles;     /* who is told: a set of enum ticket_role */
};

enum { LADDER_STEPS_MOST = 12 };

/* Warnings come first, then the one STEP_OVERDUE, then the escalations, as the pack has them. */
struct ladder {
    const struct ladder_step *steps;
    int count;
    int overdue; /* index of the STEP_OVERDUE, always exactly one */
};

#endif
