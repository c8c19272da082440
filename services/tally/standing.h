/* Standing reports: made when they are due, each period once. */
#ifndef SERVICES_TALLY_STANDING_H
#define SERVICES_TALLY_STANDING_H

#include "common/city/report_file.h"
#include "common/question/answering.h"
#include "common/service/service.h"

/* The newest period that a report was made of. */
struct standing_made {
    char name[33];
    int32_t first;
};

/* What is known of a city's reports. */
struct standing_city {
    int32_t city_id;
    bool known;         /* `made` was read */
    int64_t look_at;    /* when the database is asked again: monotonic µs */
    int64_t counted_to; /* ms: figures are counted at least up to then */
    struct standing_made *made;
    size_t made_count;
};

struct standing {
    struct standing_city *cities;
    size_t city_count;
    int64_t now_ms; /* of the look under way */
    /* the report under way */
    struct standing_city *city;
    const struct pack *pack;
    const struct standing_report *report;
    int32_t first;
    const struct request *request; /* that it is made for; NULL: it is due */
    struct question question;
    struct answering answering;
    json_t *body; /* of the question, which points into it */
    bool skipped;
};

void standing_clear(struct standing *standing);

/* Asks what was made, and up to when is counted. */
bool standing_look_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind standing_look;

/* Makes the report that has been due the longest. */
bool standing_make_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind standing_make;

/* Makes the question of the report and period under way. False, with `fault` filled, where it cannot be asked. */
bool standing_question(struct standing *standing, struct fault *fault);

/* Sends the insert of the report under way, which has its answer. */
void standing_keep(struct standing *standing, struct store *store);

/* On command. */
bool standing_command_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind standing_command;

/* What rose and what fell, in sentences with the numbers that prove it; of the answer to the report's question. The
 * caller's, to be freed. */
char *standing_text(const struct pack *pack, const struct standing_report *report, const json_t *answer);

#endif
