/* Looks at the years that each city's calendars have, at start, when a pack was read, and once an hour. That a year was
 * told of is a row whose key exists once, written with the event: so also of two watchers only one tells. */
#include "services/deadline/years.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "proto/lifecycle.h"
#include "services/deadline/deadline.h"

/* A missing year is told of from 1 July of the year before: limits of months, as suspensions and supervisions have
 * them, reach into it from then on, and what reaches into it is refused. China's table itself comes with a notice in
 * November (2026's on 4 November 2025). */
enum { ALARM_MONTH = 7 };

static const int64_t look_every_us = INT64_C(3600) * 1000000;

enum { EVENT_COLUMNS = 16 };
enum { MISSING = 0 }; /* statement */

struct years {
    int64_t look_at; /* monotonic µs */
    unsigned generation;
    struct array city, year;
    struct array event[EVENT_COLUMNS]; /* in the order of event_append.sql */
    int appended;
};

struct years *years_new(void)
{
    return memory_new(1, sizeof(struct years));
}

void years_destroy(struct years **years)
{
    array_clear(&(*years)->city);
    array_clear(&(*years)->year);
    for (size_t i = 0; i < EVENT_COLUMNS; i++)
        array_clear(&(*years)->event[i]);
    free(*years);
    *years = NULL;
}

static struct years *years_of(struct worker *worker)
{
    return ((struct deadline *)worker_state(worker))->years;
}

bool years_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail)
{
    const struct years *years = years_of(worker);
    const struct cities *cities = worker_cities(worker);
    (void)detail;
    if (!cities_known(cities))
        return false;
    if (years->look_at <= now || years->generation != cities_generation(cities))
        return true;
    if (years->look_at < *wake)
        *wake = years->look_at;
    return false;
}

/* The first year that is not looked for yet at the date. */
static int years_end(int32_t date)
{
    int year = date_year(date);
    return date < date_of(year, ALARM_MONTH, 1) ? year + 1 : year + 2;
}

static void missing_add(struct years *years, const struct pack *pack)
{
    int last = pack_calendar_last_year(pack);
    if (!last) /* no calendar: the city counts continuous time only */
        return;
    for (int year = last + 1; year < years_end(pack_date(pack, instant_now())); year++) {
        array_add_integer(&years->city, pack->city_id);
        array_add_integer(&years->year, year);
    }
}

static void missing_find(struct years *years, struct cities *cities)
{
    array_start(&years->city, ARRAY_INTEGER);
    array_start(&years->year, ARRAY_SMALLINT);
    for (size_t i = 0; i < cities_count(cities); i++)
        if (cities_at(cities, i))
            missing_add(years, cities_at(cities, i));
}

/* Of a city and a year; all else of an event is absent. */
static void event_add(struct years *years, int64_t city, int64_t year)
{
    enum { CITY, KIND = 2, AT = 12, DUE, DONE, DATA };
    char data[40];
    int length = snprintf(data, sizeof data, "{\"year\":%d}", (int)year);
    for (int i = 0; i < AT; i++)
        array_add_integer(&years->event[i], i == CITY ? city : i == KIND ? EVENT_CALENDAR_MISSING_YEAR : 0);
    for (int i = AT; i < DATA; i++)
        array_add_null(&years->event[i]);
    array_add_text(&years->event[DATA], data, (size_t)length);
}

static void events_send(struct years *years, struct store *store)
{
    static const enum array_type types[EVENT_COLUMNS] = {
        ARRAY_INTEGER,  ARRAY_BIGINT,  ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_SMALLINT, ARRAY_INTEGER,
        ARRAY_SMALLINT, ARRAY_INTEGER, ARRAY_INTEGER,  ARRAY_INTEGER,  ARRAY_INTEGER,  ARRAY_INTEGER,
        ARRAY_INSTANT,  ARRAY_INSTANT, ARRAY_INSTANT,  ARRAY_JSONB,
    };
    struct parameter of[EVENT_COLUMNS];
    for (size_t i = 0; i < EVENT_COLUMNS; i++)
        array_start(&years->event[i], types[i]);
    for (int row = 0; row < store_rows(store, MISSING); row++)
        event_add(years, store_integer(store, MISSING, row, 0), store_integer(store, MISSING, row, 1));
    for (size_t i = 0; i < EVENT_COLUMNS; i++)
        of[i] = P_ARRAY(&years->event[i]);
    store_send(store, &query_log_lock, of, 1);
    years->appended = store_send(store, &query_event_append, of, EVENT_COLUMNS);
}

static void look_end(struct work *work)
{
    struct years *years = years_of(work->worker);
    years->look_at = instant_monotonic() + look_every_us;
    years->generation = cities_generation(worker_cities(work->worker));
}

static enum work_next alarm_step(struct work *work, int step)
{
    struct years *years = years_of(work->worker);
    if (step == 0) {
        missing_find(years, worker_cities(work->worker));
        if (years->city.count) {
            store_send(work->store, &query_year_missing,
                       (struct parameter[]){P_ARRAY(&years->city), P_ARRAY(&years->year)}, 2);
            return WORK_MORE;
        }
    } else if (store_rows(work->store, MISSING)) {
        events_send(years, work->store);
        return WORK_COMMIT;
    }
    look_end(work);
    return WORK_ABANDON;
}

static void alarm_done(struct work *work)
{
    look_end(work);
    work_tell(work, years_of(work->worker)->appended);
}

const struct work_kind years_alarm = {.name = "years", .step = alarm_step, .done = alarm_done};
