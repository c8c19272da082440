/* Templates of messages: a text with {field} in it. `{{` and `}}` stand for the braces themselves. Pure.
 *
 * Which fields there are is one table (template.c): a template that names another one is refused when its pack is
 * checked, and never when somebody waits for the message.
 */
#ifndef COMMON_CITY_TEMPLATE_H
#define COMMON_CITY_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

enum template_field {
    TEMPLATE_CITY,
    TEMPLATE_EVENT, /* its name: clock.overdue */
    TEMPLATE_TICKET,
    TEMPLATE_TITLE,
    TEMPLATE_ADDRESS,
    TEMPLATE_CATEGORY,
    TEMPLATE_AREA,
    TEMPLATE_ORGANISATION,
    TEMPLATE_ACTOR, /* who moved it */
    TEMPLATE_STATE,
    TEMPLATE_AT,
    TEMPLATE_DUE,
    TEMPLATE_LEFT, /* from the event to the due time: "2h 5m", negative once it is overdue */
    TEMPLATE_REASON,
    TEMPLATE_STEP,        /* of the ladder of its clock */
    TEMPLATE_CLOCK,       /* which limit of the ticket: handling, sign … */
    TEMPLATE_DIFFERENCES, /* figures.differ: how many */
    TEMPLATE_CELLS,       /* and the first of them */
    TEMPLATE_DATE,        /* digest: the day */
    TEMPLATE_COUNT,       /* digest: how many */
    TEMPLATE_FIELDS
};

/* NULL, or what is wrong with it as the end of a sentence, written into `fault`. `fields` is a set of 1u << field. */
const char *template_check(const char *text, unsigned fields, char *fault, size_t size);

/* The names of a set of fields, "city, ticket"; returns out. */
const char *template_names(unsigned fields, char *out, size_t size);

/* Fills a template that was checked in: values[field] is its text, NULL is "". Control characters in values become
 * spaces, so that one line of a template stays one line. Returns the text; free() it. */
char *template_fill(const char *text, const char *const values[TEMPLATE_FIELDS]);

#endif
