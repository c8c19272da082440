/* notify: tells people of what has happened, outside of Steward.
 *
 *   log ── take ──▶ delivery: waiting ── send ──▶ sending ──(the post)──▶ record ──▶ delivered, again later, or dead
 *          in the follower's transaction:          a message is put together     in one transaction with the event
 *          the cursor and what it leads to         and committed before it       of the ticket's timeline
 *          stand or fall together                  goes out for the first time
 *
 * Whatever is killed when, a message that nobody confirmed goes out again, with the same words under the same key.
 */
#ifndef SERVICES_NOTIFY_COURIER_H
#define SERVICES_NOTIFY_COURIER_H

#include "common/city/notify_file.h"
#include "common/service/service.h"
#include "common/time/zone.h"
#include "services/notify/outlet.h"
#include "services/notify/post.h"
#include "services/notify/secrets.h"

/* A city whose messages this instance sends. */
struct city_view {
    int32_t city_id;
    const struct pack *pack;
    struct zone *zone;   /* NULL where the system has no such zone: UTC is shown */
    int32_t digest_date; /* of the last digest that was made */
};

/* A part of a message: one delivery. */
struct flight_part {
    int64_t delivery, ticket;
    char *key, *event, *title, *text;
};

/* A message under way. */
struct flight {
    struct flight *next;
    struct courier *courier;
    struct outlet *outlet;
    int64_t batch;
    char *recipient;
    bool urgent;
    int attempts; /* before this one */
    struct flight_part *parts;
    size_t part_count;
    enum verdict verdict; /* once it is back */
    int64_t patience_ms;  /* that the receiver asks for */
    char error[JUDGE_ERROR_BYTES];
};

/* Columns of delivery_insert.sql, one entry a delivery. */
struct delivery_columns {
    struct array key, pos, kind, ticket, channel, recipient, template, title, body, urgent, importance, not_before;
};

struct delivery_row {
    const char *key;
    int64_t pos, ticket, not_before;
    int kind, importance;
    const char *channel, *recipient, *template, *title, *body;
    bool urgent;
};

struct courier {
    struct worker *worker;
    struct post *post;
    struct secrets *secrets;
    int64_t secrets_looked, secrets_stamp;
    struct city_view *views;
    size_t view_count, view_capacity;
    struct outlet **outlets;
    size_t outlet_count, outlet_capacity;
    struct delivery_columns rows;

    /* take */
    int64_t take_to;
    int64_t take_at; /* not before: monotonic µs */
    bool take_asked; /* is anybody of the city told of anything? */
    int taken;

    /* send */
    int64_t look_at, looked_at; /* monotonic µs */
    int64_t outlets_read;       /* when channels were last compared with what waits */
    bool grown;                 /* something may wait that was not known of at the last look */
    struct outlet **asked;      /* of the look under way, by the ordinals of its statements */
    int *asked_plain;           /* how many messages may go out of each, urgent or not */
    int *asked_urgent;
    size_t asked_count;
    int statement_next, statement_channels, statement_again, statement_fresh;
    struct array city, channel, room, air; /* parameters */
    struct array batch_city, batch_delivery, batch_batch;
    struct flight *ready;    /* put together, to depart once that is committed */
    struct flight *air_list; /* under way */

    /* standing reports */
    int64_t standing_at;  /* when they are looked for again: monotonic µs */
    size_t standing_next; /* of the look under way: index of a view */
    struct array standing_names, standing_days;

    /* record */
    struct flight *back; /* with their verdicts, oldest first */
    size_t recording;
    int appended;
    struct array columns[16];
};

/* courier.c */
void *courier_open(struct worker *worker);
void courier_close(void *state);
int courier_descriptor(void *state, int64_t *wake);
void courier_turn(struct worker *worker, void *state);

/* The view of a city, with its newest pack; NULL where that is not read yet. */
struct city_view *courier_view(struct courier *courier, int32_t city_id);

/* Takes the secrets file in anew where it has changed. */
void courier_secrets_refresh(struct courier *courier);

/* An instant in the city's time zone, "2026-11-23 14:05"; returns out. */
enum { MINUTE_BYTES = 24 };
const char *view_minute(const struct city_view *view, int64_t instant, char out[MINUTE_BYTES]);

/* rows.c */
void rows_start(struct delivery_columns *rows);
void rows_add(struct delivery_columns *rows, const struct delivery_row *row);
size_t rows_count(const struct delivery_columns *rows);
void rows_send(struct delivery_columns *rows, struct store *store, int32_t city_id);
void rows_clear(struct delivery_columns *rows);

/* take.c: from events to deliveries. */
bool take_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind take_events;

/* send.c: from deliveries to messages, and out. */
bool send_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind send_messages;

/* flight.c: messages under way. */
struct flight *flight_new(struct courier *courier, struct outlet *outlet, const struct store *store, int statement,
                          int row);
void flight_part_add(struct flight *flight, const struct store *store, int statement, int row);
void flight_free(struct flight *flight);
void flight_depart(struct flight *flight); /* ends in courier->back, at once or when the post has it back */
void flight_returned(void *context, void *returned, const struct answer *answer);

/* outlets.c: one a channel of each city that this instance sends for, and of what still waits for one that has gone. */
void outlets_refresh(struct courier *courier);
void outlets_take(struct courier *courier, const struct store *store, int statement);
void outlets_clear(struct courier *courier);

/* record.c: what became of messages. */
bool record_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind record_verdicts;

/* timeline.c: events of tickets' timelines. Rows as delivery_done.sql and notice_open.sql give them; where there were
 * any, courier->appended is the statement that has appended them, else -1. */
void timeline_start(struct courier *courier);
void timeline_add(struct courier *courier, const struct store *store, int statement, int row);
void timeline_send(struct courier *courier, struct store *store);

/* open.c: somebody has opened what they were told. */
bool notice_open_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind notice_opens;

/* digest.c: the morning list. */
bool digest_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind digest_make;

/* standing.c: summaries of standing reports. */
bool standing_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind standing_tell;

/* command.c: notify.list, show, retry, test. */
bool notify_list_check(struct worker *worker, struct request *request, struct fault *fault);
bool notify_show_check(struct worker *worker, struct request *request, struct fault *fault);
bool notify_retry_check(struct worker *worker, struct request *request, struct fault *fault);
bool notify_test_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind notify_commands;

#endif
