/* reports.yaml of a city pack: the standing reports of a city, when each is made, and who is told (日报、周报、月报).
 * A city without the file has the usual ones, of which nobody is told.
 *
 * Everything here belongs to the pack and does not change. Days are days since 1970-01-01 of the city's own time zone.
 */
#ifndef COMMON_CITY_REPORT_FILE_H
#define COMMON_CITY_REPORT_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/city/pack.h"

#define PACK_REPORTS "reports.yaml"

enum report_kind { REPORT_DAILY = 1, REPORT_WEEKLY, REPORT_MONTHLY };

/* What its rows are. */
enum report_of {
    REPORT_OF_ORGANISATIONS = 1,
    REPORT_OF_DEPARTMENTS,
    REPORT_OF_COMPANIES,
    REPORT_OF_STREETS,
    REPORT_OF_COMMUNITIES,
    REPORT_OF_ESTATES,
    REPORT_OF_CATEGORIES, /* as tickets have them */
    REPORT_OF_TOP_CATEGORIES,
    REPORT_OF_CHANNELS,
};

enum { REPORTS_MOST = 50, REPORT_MEASURES_MOST = 32, REPORT_TITLE_MOST = 100 };

struct standing_report {
    const char *name, *title;
    const char **measures; /* names of proto/measures.def */
    const char *rank;      /* by which of them its rows are ranked */
    enum report_kind kind;
    enum report_of of;
    int measure_count;
    int32_t at;     /* seconds after midnight */
    int weekday;    /* 0 Monday …: of a weekly one, in the week after */
    int day;        /* 1 … 28: of a monthly one, in the month after */
    int channel;    /* index in notify.yaml, or -1: nobody is told */
    unsigned roles; /* whoever has one of them in all of the city is told; 0: the channel itself */
};

struct standing_reports {
    bool english;
    struct standing_report *list;
    int count;
};

extern const struct kind report_kinds[];
extern const struct kind report_subjects[];

/* Those of the pack, or the usual ones. */
const struct standing_reports *pack_reports(const struct pack *pack);

/* The one of the name, or NULL. */
const struct standing_report *pack_report_find(const struct pack *pack, const char *name, size_t length);

/* -- their periods ----------------------------------------------------------------------------------------------- */

/* The first day of the period that a day is in, and of the one after it. */
int32_t report_period_first(enum report_kind kind, int32_t day);
int32_t report_period_next(enum report_kind kind, int32_t first);

/* The instant (ms) at which the report of the period that begins with `first` is to be made. */
int64_t report_due(const struct standing_report *report, const struct zone *zone, int32_t first);

/* The last period that is to be made at an instant. */
int32_t report_last_due(const struct standing_report *report, const struct zone *zone, int64_t now);

#endif
