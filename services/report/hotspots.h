/* What stands out: what the files of report.hotspots share. */
#ifndef SERVICES_REPORT_HOTSPOTS_H
#define SERVICES_REPORT_HOTSPOTS_H

#include <jansson.h>

#include "common/time/date.h"
#include "services/report/report.h"

enum { HOTSPOT_ANY = -1, HEAT_ROWS_MOST = 20000, HEAT_DIGITS = 10 /* of degrees: centimetres */ };

/* What the key of a row is. */
enum hotspot_key { KEY_AREA_CATEGORY, KEY_AREA, KEY_TICKET, KEY_STATE_ORGANISATION, KEY_ORGANISATION, KEY_SQUARE };

/* Kinds that are worked out from sums. */
enum hotspot_sums { SUMS_NONE, SUMS_GROWTH, SUMS_ESTATES, SUMS_REPEATS, SUMS_STEPS, SUMS_RETURNS };

struct hotspot_kind {
    const char *name;
    enum hotspot_sums sums; /* that it is worked out from; else it is asked of the tickets themselves */
    enum hotspot_key key;
    int measure; /* which entries are behind its rows */
    bool growth; /* of a level, and of the last days only */
    bool again;  /* only those that came again */
};

/* Which number of a square. */
enum heat_of { HEAT_OF_ALL, HEAT_OF_OPEN, HEAT_OF_OVERDUE };

/* What a check found out. */
struct hotspot {
    const struct hotspot_kind *kind;
    int32_t city_id, area, category, organisation, state, channel, urgency; /* HOTSPOT_ANY: any */
    int64_t reporter_of;                                                    /* a ticket, or HOTSPOT_ANY */
    int64_t square;
    enum heat_of of;
    bool public, by_rate;
    int level;
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    int64_t after, limit;
    int statement, position_statement;
};
_Static_assert(sizeof(struct hotspot) <= REQUEST_DETAIL_BYTES, "room for what the check found");

/* A number, or null for HOTSPOT_ANY. */
struct parameter hotspot_number(int32_t number);

/* -- sums (hotspot_sums.c) --------------------------------------------------------------------------------------- */

/* Sends the statements, which must see the database at one moment; and answers with what they found. */
void hotspot_sums_send(struct work *work, struct request *request, struct hotspot *hotspot);
void hotspot_sums_answer(struct work *work, struct request *request, const struct hotspot *hotspot);

/* -- heat maps (heat.c) ------------------------------------------------------------------------------------------ */

/* What is of heat alone: what it is limited to, and `public`, which may be NULL. Of another kind they are refused. */
bool heat_filters_check(const struct pack *pack, const struct value *area, const struct value *category,
                        const struct value *channel, const struct value *urgency, struct hotspot *hotspot,
                        struct fault *fault);
/* For the public nothing but a whole month that is over: `today` is the city's. */
bool heat_public_check(const struct hotspot *hotspot, int32_t today, struct fault *fault);
/* The first and the last day of the month before that of `today`. */
void heat_public_days(int32_t today, int32_t *first, int32_t *last);
/* Which number of a square is asked for. */
bool heat_of_check(const struct value *of, struct hotspot *hotspot, struct fault *fault);

/* The squares of a period; returns the statement. */
int heat_send(struct store *store, const struct hotspot *hotspot);
int heat_tickets_send(struct store *store, const struct hotspot *hotspot);
void heat_answer(struct request *request, const struct store *store, const struct hotspot *hotspot);

/* The squares of the month that begins with this day, and those of them that the public may see: the caller's
 * reference. */
int heat_public_send(struct store *store, int32_t city_id, int32_t month);
json_t *heat_public_rows(const struct store *store, int statement);

#endif
