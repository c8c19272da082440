/* intake: the only one that creates tickets. */
#ifndef SERVICES_INTAKE_INTAKE_H
#define SERVICES_INTAKE_INTAKE_H

#include "common/service/service.h"
#include "services/intake/contact.h"

/* What submit_check found out about a request. */
struct submission {
    int32_t city_id, pack_version, channel_id, category_id, area_id, actor_id;
    bool by_place; /* the area is asked for by latitude and longitude */
    int64_t ticket_id;
    int64_t hash; /* of the request, as it is stored */
};
_Static_assert(sizeof(struct submission) <= REQUEST_DETAIL_BYTES, "room for what the check found");

static inline struct submission *submission_of(struct request *request)
{
    return (struct submission *)request->detail;
}

/* Places that were asked for, and whose they are. */
struct places {
    struct array city, latitude, longitude;
    struct request *requests[WORK_REQUESTS_MAX];
    size_t count;
};

/* What a worker of intake keeps. */
struct intake {
    int64_t next_number, numbers_left; /* ticket numbers of this worker's block */
    struct columns *columns;           /* of the batch under way */
    struct contacts *contacts;
    struct places places;
    int asked_numbers, asked_keys, asked_places; /* statements of the batch's look-ups; -1: not asked */
    int appended;                                /* statement of the batch that appends its events */
    int64_t lag_asked;                           /* monotonic µs */
    bool submitted;                              /* since then */
};

void *intake_open(struct worker *worker);
void intake_close(void *state);

/* ticket.submit */
bool submit_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind submit_batch;

/* Asks for the areas of the requests that have a place instead. Returns the statement, or -1 where there is none. */
int places_ask(struct work *work, struct places *places);

/* Gives them their areas, and refuses those whose place no area covers. */
void places_take(const struct work *work, const struct places *places, int statement);
void places_clear(struct places *places);

/* Slowing down when dispatch cannot keep up. */
bool lag_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind lag_watch;

#endif
