/* deadline: what a worker of it keeps, for each of its duties. */
#ifndef SERVICES_DEADLINE_DEADLINE_H
#define SERVICES_DEADLINE_DEADLINE_H

struct watch;
struct order_watch;
struct years;

struct deadline {
    struct watch *watch;        /* of clocks */
    struct order_watch *orders; /* of limits of orders */
    struct years *years;        /* of calendars */
};

#endif
