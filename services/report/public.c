/* report.public: a month for the public page. What may be told of it is decided in common/figures/publish.h. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/figures/publish.h"
#include "common/store/queries.h"
#include "common/time/date.h"
#include "proto/measure.h"
#include "services/report/hotspots.h"

enum { PUBLIC_AT_ONCE = 4, COUNTS = 3 };
enum { AREA, CATEGORY, RECEIVED }; /* columns of public_cells.sql; the counts stand together */
enum { KIND, ID, CLOSED, SOLVING, REACHED, SATISFIED, BUCKETS }; /* columns of public_times.sql */
enum { KIND_TOTAL, KIND_AREA, KIND_CATEGORY };

static const char *const names[COUNTS] = {"received", "resolved", "open"};

/* What a check found out. */
struct asked_month {
    int32_t city_id;
    char first[11];
    int cells, times, position, heat; /* statements */
};
_Static_assert(sizeof(struct asked_month) <= REQUEST_DETAIL_BYTES, "room for what the check found");

/* A row of sums: of all, of an area, of a category. */
struct row {
    int kind;
    int32_t id; /* 0: in no street */
    struct publish_sum sums[COUNTS];
};

struct page {
    struct row *rows;
    size_t count;
    json_t *cells;
};

static struct asked_month *asked_of(struct request *request)
{
    return (struct asked_month *)(void *)request->detail;
}

/* -- check ------------------------------------------------------------------------------------------------------- */

bool public_check(struct worker *worker, struct request *request, struct fault *fault)
{
    const struct message_public *m = REQUEST_VALUES(request, public);
    const struct pack *pack = cities_find(worker_cities(worker), m->city.text, m->city.length);
    struct asked_month *asked = asked_of(request);
    char today[DATE_TEXT_BYTES], before[DATE_TEXT_BYTES];
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    int32_t date = pack_date(pack, instant_now());
    date_print(date, today);
    int32_t first = date - (int32_t)strtol(today + 8, NULL, 10) + 1; /* of this month */
    date_print(first - 1, before);
    memcpy(before + 8, "01", 3);
    *asked = (struct asked_month){.city_id = pack->city_id};
    memcpy(asked->first, before, sizeof asked->first);
    if (m->month.present && !query_day_read(&m->month, false, "month", asked->first, fault))
        return false;
    return strcmp(asked->first, before) <= 0 ||
           fault_set(fault, "out_of_range", "month",
                     "month must be one that has ended: from day to day a change by one would tell of one ticket");
}

/* -- what is told ------------------------------------------------------------------------------------------------ */

static struct row *row_of(struct page *page, int kind, int32_t id)
{
    for (size_t i = 0; i < page->count; i++)
        if (page->rows[i].kind == kind && page->rows[i].id == id)
            return &page->rows[i];
    page->rows = memory_resize(page->rows, page->count + 1, sizeof *page->rows);
    page->rows[page->count] = (struct row){.kind = kind, .id = id};
    return &page->rows[page->count++];
}

static const char *area_code(const struct pack *pack, int32_t id, const char **name)
{
    for (int i = 0; i < pack->area_count; i++)
        if (pack->areas[i].id == id) {
            *name = pack->areas[i].name;
            return pack->areas[i].code;
        }
    return NULL;
}

static const char *category_code(const struct pack *pack, int32_t id, const char **name)
{
    for (int i = 0; i < pack->category_count; i++)
        if (pack->categories[i].id == id) {
            *name = pack->categories[i].name;
            return pack->categories[i].code;
        }
    return NULL;
}

static void text_set(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text ? json_string(text) : json_null());
}

static json_t *count_json(int64_t count, bool shown)
{
    if (shown)
        return json_integer(count);
    return publish_small(count) ? json_sprintf("<%d", PUBLISH_LEAST) : json_null();
}

static void cell_add(struct page *page, const struct pack *pack, const struct store *store, int statement, int at)
{
    int32_t area = (int32_t)store_integer(store, statement, at, AREA);
    int32_t category = (int32_t)store_integer(store, statement, at, CATEGORY);
    int64_t counts[COUNTS];
    bool shown = true;
    const char *name;
    json_t *cell = json_object();
    text_set(cell, "area", area_code(pack, area, &name));
    text_set(cell, "category", category_code(pack, category, &name));
    for (int i = 0; i < COUNTS; i++) {
        counts[i] = store_integer(store, statement, at, RECEIVED + i);
        shown = shown && !publish_small(counts[i]);
    }
    for (int i = 0; i < COUNTS; i++) {
        json_object_set_new(cell, names[i], count_json(counts[i], shown));
        publish_add(&row_of(page, KIND_TOTAL, 0)->sums[i], counts[i], shown);
        publish_add(&row_of(page, KIND_AREA, area)->sums[i], counts[i], shown);
        publish_add(&row_of(page, KIND_CATEGORY, category)->sums[i], counts[i], shown);
    }
    json_array_append_new(page->cells, cell);
}

/* Of a row of areas or categories only the shown cells are told, unless all are: with its total a small one of it could
 * be worked out together with the city's. */
static json_t *sum_json(const struct row *row, const struct publish_sum *sum)
{
    bool exact = row->kind == KIND_TOTAL ? publish_exact(sum) : sum->small + sum->held == 0;
    return exact ? json_integer(sum->total) : json_sprintf("≥%lld", (long long)publish_least(sum));
}

/* The upper bound of the bucket that half of all are in or below, in seconds; -1: the open one. */
static int64_t median_of(const char *buckets, int64_t closed)
{
    int64_t below = 0;
    char *end;
    for (int i = 0; i < BUCKET_COUNT; i++) {
        below += strtoll(buckets, &end, 10);
        buckets = end;
        if (2 * below >= closed)
            return i < BUCKET_COUNT - 1 ? bucket_bounds[i] : -1;
    }
    return -1;
}

static void times_add(json_t *out, const struct store *store, int statement, int at)
{
    size_t length;
    int64_t closed = store_integer(store, statement, at, CLOSED),
            reached = store_integer(store, statement, at, REACHED);
    int64_t median = median_of(store_text(store, statement, at, BUCKETS, &length), closed);
    if (closed >= PUBLISH_LEAST) {
        json_object_set_new(out, "mean_s", json_integer(store_integer(store, statement, at, SOLVING) / closed));
        json_object_set_new(out, "median_s", median >= 0 ? json_integer(median) : json_null());
    }
    if (reached >= PUBLISH_LEAST)
        json_object_set_new(
            out, "satisfaction",
            json_integer((200 * store_integer(store, statement, at, SATISFIED) + reached) / (2 * reached)));
}

static json_t *row_json(const struct row *row, const struct pack *pack, const struct store *store, int times)
{
    const char *code = NULL, *name = NULL;
    json_t *out = json_object();
    if (row->kind == KIND_AREA)
        code = area_code(pack, row->id, &name);
    else if (row->kind == KIND_CATEGORY)
        code = category_code(pack, row->id, &name);
    if (row->kind != KIND_TOTAL) {
        text_set(out, "code", code);
        text_set(out, "name", name);
    }
    for (int i = 0; i < COUNTS; i++)
        json_object_set_new(out, names[i], sum_json(row, &row->sums[i]));
    json_object_set_new(out, "mean_s", json_null());
    json_object_set_new(out, "median_s", json_null());
    json_object_set_new(out, "satisfaction", json_null());
    for (int at = 0; at < store_rows(store, times); at++)
        if (store_integer(store, times, at, KIND) == row->kind && store_integer(store, times, at, ID) == row->id)
            times_add(out, store, times, at);
    return out;
}

static json_t *rows_json(const struct page *page, int kind, const struct pack *pack, const struct store *store,
                         int times)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < page->count; i++)
        if (page->rows[i].kind == kind)
            json_array_append_new(rows, row_json(&page->rows[i], pack, store, times));
    return rows;
}

static void month_answer(struct work *work, struct request *request)
{
    const struct asked_month *asked = asked_of(request);
    const struct pack *pack =
        cities_find(worker_cities(work->worker), request->values[0].text, request->values[0].length);
    struct page page = {.cells = json_array()};
    for (int at = 0; at < store_rows(work->store, asked->cells); at++)
        cell_add(&page, pack, work->store, asked->cells, at);
    struct row *total = row_of(&page, KIND_TOTAL, 0);
    json_t *reply =
        json_pack("{s:s, s:s, s:s%, s:I, s:o, s:o, s:o, s:o, s:o}", "city", pack->code, "name", pack->name, "month",
                  asked->first, (size_t)7, "position", (json_int_t)store_integer(work->store, asked->position, 0, 0),
                  "total", row_json(total, pack, work->store, asked->times), "areas",
                  rows_json(&page, KIND_AREA, pack, work->store, asked->times), "categories",
                  rows_json(&page, KIND_CATEGORY, pack, work->store, asked->times), "cells", page.cells, "heat",
                  heat_public_rows(work->store, asked->heat));
    char *text = json_dumps(reply, JSON_COMPACT | JSON_REAL_PRECISION(HEAT_DIGITS));
    request_answer_text(request, text, strlen(text));
    free(text);
    json_decref(reply);
    free(page.rows);
}

static enum work_next public_step(struct work *work, int step)
{
    for (size_t i = 0; i < work->request_count; i++) {
        struct asked_month *asked = asked_of(work->requests[i]);
        struct parameter of[] = {P_INTEGER(asked->city_id), P_TEXT(asked->first, 10)};
        int32_t month = 0;
        if (step > 0) {
            month_answer(work, work->requests[i]);
            continue;
        }
        asked->cells = store_send(work->store, &query_public_cells, of, 2);
        asked->times = store_send(work->store, &query_public_times, of, 2);
        date_parse(asked->first, 10, &month);
        asked->heat = heat_public_send(work->store, asked->city_id, month);
        asked->position = store_send(work->store, &query_tally_position, of, 1);
    }
    return step == 0 ? WORK_MORE : WORK_ABANDON;
}

const struct work_kind public_batch = {
    .name = "public", .requests_max = PUBLIC_AT_ONCE, .snapshot = true, .step = public_step};
