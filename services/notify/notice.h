/* One event and what is found out about it, with the words that templates are filled with. */
#ifndef SERVICES_NOTIFY_NOTICE_H
#define SERVICES_NOTIFY_NOTICE_H

#include "services/notify/courier.h"

/* Statements of the transaction that takes events; the last two only where anybody is told of anything. */
enum { VERSION, EVENTS, NOW };

/* One event and what is found out about it. */
struct notice {
    struct courier *courier;
    const struct city_view *view;
    const struct notify *notify;
    int64_t pos, ticket, now, at;
    int kind, organisation, area, category; /* but for the kind: index, or -1 */
    int32_t date;                           /* today in the city */
    const char *values[TEMPLATE_FIELDS];
    char texts[5][32]; /* that values point to */
    char left[2][48];  /* by language, from zero */
    const char *states[2];
};

/* Reads what a row of EVENTS tells; courier, view, notify, now and date are there already. */
void notice_read(struct notice *notice, const struct store *store, int row);

/* The position of a row of EVENTS. */
int64_t notice_position(const struct store *store, int row);

#endif
