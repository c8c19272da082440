/* Judging one command about an order: what the rows say, whether it may be, and what is to be written. */
#ifndef SERVICES_DISPATCH_ORDER_JUDGE_H
#define SERVICES_DISPATCH_ORDER_JUDGE_H

#include "services/dispatch/order_rows.h"

/* Statements of the first step. */
enum { LOCKED, KEYS, ORDERS, RECEIPTS, NUMBERS, TIME };

/* Columns of order_read and receipt_read. */
enum { CITY, ORDER, AREA, VERSION, RECEIVE_BY, ANSWER_BY, CLOSED, GIVEN, RECEIVED, ANSWERED };
enum { OF_REQUEST, PERSON, RECEIVED_AT, ANSWERED_AT };

/* One request, with what was found for it. */
struct judging {
    const struct store *store;
    struct order_rows *rows; /* that it adds what is to be written to */
    struct request *request;
    const struct pack *pack;
    int64_t now;
    int64_t number; /* of a new order */
    int row;        /* of ORDERS, or -1 */
    int receipt;    /* of RECEIPTS, or -1 */
    struct order_event event;
};

/* Answers the request and adds its rows; false, with nothing added and `fault` filled, where it is refused. */
bool order_request_judge(struct judging *judging, struct fault *fault);

#endif
