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
#include "services/report/hotspots.h"
#include "services/report/public_sums.h"

enum { PUBLIC_AT_ONCE = 4, MONTH_BYTES = 7 };

static const char *const names[PUBLIC_COUNTS] = {"received", "resolved", "open"};

/* What a check found out. */
struct asked_month {
    int32_t city_id, month;   /* its first day */
    int sums, position, heat; /* statements */
};
_Static_assert(sizeof(struct asked_month) <= REQUEST_DETAIL_BYTES, "room for what the check found");

/* A row of sums: of all, of an area, of a category. */
struct row {
    enum public_kind kind;
    int32_t id; /* 0: in no street */
    struct publish_sum sums[PUBLIC_COUNTS];
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
    if (!pack)
        return fault_set(fault, "unknown_city", "city", "there is no city '%s'", m->city.text);
    int32_t before = date_month(date_month(pack_date(pack, instant_now())) - 1);
    struct span span = {.first = before};
    if (m->month.present && !span_day_read(&m->month, "month", &span, fault))
        return false;
    *asked = (struct asked_month){.city_id = pack->city_id, .month = date_month(span.first)};
    return asked->month <= before ||
           fault_set(fault, "out_of_range", "month",
                     "month must be one that has ended: from day to day a change by one would tell of one ticket");
}

/* -- what is told ------------------------------------------------------------------------------------------------ */

static struct row *row_of(struct page *page, enum public_kind kind, int32_t id)
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

static void cell_add(struct page *page, const struct pack *pack, const struct cube_row *of)
{
    bool shown = true;
    const char *name;
    json_t *cell = json_object();
    text_set(cell, "area", area_code(pack, of->key[0], &name));
    text_set(cell, "category", category_code(pack, of->key[1], &name));
    for (int i = 0; i < PUBLIC_COUNTS; i++)
        shown = shown && !publish_small(of->value[i]);
    for (int i = 0; i < PUBLIC_COUNTS; i++) {
        json_object_set_new(cell, names[i], count_json(of->value[i], shown));
        publish_add(&row_of(page, PUBLIC_TOTAL, 0)->sums[i], of->value[i], shown);
        publish_add(&row_of(page, PUBLIC_AREA, of->key[0])->sums[i], of->value[i], shown);
        publish_add(&row_of(page, PUBLIC_CATEGORY, of->key[1])->sums[i], of->value[i], shown);
    }
    json_array_append_new(page->cells, cell);
}

/* Of a row of areas or categories only the shown cells are told, unless all are: with its total a small one of it could
 * be worked out together with the city's. */
static json_t *sum_json(const struct row *row, const struct publish_sum *sum)
{
    bool exact = row->kind == PUBLIC_TOTAL ? publish_exact(sum) : sum->small + sum->held == 0;
    return exact ? json_integer(sum->total) : json_sprintf("≥%lld", (long long)publish_least(sum));
}

/* The upper bound of the bucket that half of all are in or below, in seconds; -1: the open one. */
static int64_t median_of(const int64_t *sums)
{
    int64_t below = 0;
    for (int i = 0; i < BUCKET_COUNT; i++) {
        below += sums[TIMES_BUCKETS + i];
        if (2 * below >= sums[TIMES_CLOSED])
            return i < BUCKET_COUNT - 1 ? bucket_bounds[i] : -1;
    }
    return -1;
}

static void times_add(json_t *out, const int64_t *sums)
{
    int64_t closed = sums[TIMES_CLOSED], reached = sums[TIMES_REACHED], median = median_of(sums);
    if (closed >= PUBLISH_LEAST) {
        json_object_set_new(out, "mean_s", json_integer(sums[TIMES_SOLVING] / closed));
        json_object_set_new(out, "median_s", median >= 0 ? json_integer(median) : json_null());
    }
    if (reached >= PUBLISH_LEAST)
        json_object_set_new(out, "satisfaction", json_integer((200 * sums[TIMES_SATISFIED] + reached) / (2 * reached)));
}

static json_t *row_json(const struct row *row, const struct pack *pack, const struct cube *times)
{
    const char *code = NULL, *name = NULL;
    json_t *out = json_object();
    if (row->kind == PUBLIC_AREA)
        code = area_code(pack, row->id, &name);
    else if (row->kind == PUBLIC_CATEGORY)
        code = category_code(pack, row->id, &name);
    if (row->kind != PUBLIC_TOTAL) {
        text_set(out, "code", code);
        text_set(out, "name", name);
    }
    for (int i = 0; i < PUBLIC_COUNTS; i++)
        json_object_set_new(out, names[i], sum_json(row, &row->sums[i]));
    json_object_set_new(out, "mean_s", json_null());
    json_object_set_new(out, "median_s", json_null());
    json_object_set_new(out, "satisfaction", json_null());
    for (size_t i = 0; i < times->count; i++)
        if (times->rows[i].key[0] == (int32_t)row->kind && times->rows[i].key[1] == row->id)
            times_add(out, times->rows[i].value);
    return out;
}

static json_t *rows_json(const struct page *page, enum public_kind kind, const struct pack *pack,
                         const struct cube *times)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < page->count; i++)
        if (page->rows[i].kind == kind)
            json_array_append_new(rows, row_json(&page->rows[i], pack, times));
    return rows;
}

static json_t *month_json(const struct pack *pack, const struct asked_month *asked, int64_t position,
                          const struct public_sums *sums, json_t *heat)
{
    struct page page = {.cells = json_array()};
    char first[DATE_TEXT_BYTES];
    date_print(asked->month, first);
    for (size_t i = 0; i < sums->row_count; i++)
        cell_add(&page, pack, &sums->rows[i]);
    struct row *total = row_of(&page, PUBLIC_TOTAL, 0);
    json_t *reply = json_pack("{s:s, s:s, s:s%, s:I, s:o, s:o, s:o, s:o, s:o}", "city", pack->code, "name", pack->name,
                              "month", first, (size_t)MONTH_BYTES, "position", (json_int_t)position, "total",
                              row_json(total, pack, &sums->times), "areas",
                              rows_json(&page, PUBLIC_AREA, pack, &sums->times), "categories",
                              rows_json(&page, PUBLIC_CATEGORY, pack, &sums->times), "cells", page.cells, "heat", heat);
    free(page.rows);
    return reply;
}

static void month_tell(struct request *request, json_t *reply)
{
    char *text = json_dumps(reply, JSON_COMPACT | JSON_REAL_PRECISION(HEAT_DIGITS));
    request_answer_text(request, text, strlen(text));
    free(text);
    json_decref(reply);
}

static void month_answer(struct work *work, struct request *request)
{
    const struct asked_month *asked = asked_of(request);
    const struct pack *pack =
        cities_find(worker_cities(work->worker), request->values[0].text, request->values[0].length);
    struct public_sums sums = {0};
    struct fault fault;
    int64_t position = store_integer(work->store, asked->position, 0, 0);
    if (public_sums_read(pack, asked->month, work->store, asked->sums, &sums, &fault))
        month_tell(request, month_json(pack, asked, position, &sums, heat_public_rows(work->store, asked->heat)));
    else
        request_refuse(request, REPLY_REFUSED, &fault);
    public_sums_clear(&sums);
}

static enum work_next public_step(struct work *work, int step)
{
    for (size_t i = 0; i < work->request_count; i++) {
        struct asked_month *asked = asked_of(work->requests[i]);
        struct parameter of[] = {P_INTEGER(asked->city_id)};
        if (step > 0) {
            month_answer(work, work->requests[i]);
            continue;
        }
        asked->sums = public_sums_send(asked->city_id, asked->month, work->store,
                                       &((struct report *)worker_state(work->worker))->ask);
        asked->heat = heat_public_send(work->store, asked->city_id, asked->month);
        asked->position = store_send(work->store, &query_tally_position, of, 1);
    }
    return step == 0 ? WORK_MORE : WORK_ABANDON;
}

const struct work_kind public_batch = {
    .name = "public", .requests_max = PUBLIC_AT_ONCE, .snapshot = true, .step = public_step};
