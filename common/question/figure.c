/* Compiling the names of figures into sums over columns, and working them out. */
#include "common/question/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PERCENT = 100, NAMES_BYTES = 2000, EDITS_MOST = 2 };

static const struct {
    const char *name, *name_zh;
    int percent;
} percentiles[] = {{"handling_p50", "处置用时中位数", 50},
                   {"handling_p90", "处置用时九成位", 90},
                   {"handling_p95", "处置用时九五位", 95}};

/* Of which less is better; of the others more is, or neither: then who has most comes first. */
static const char *const low[] = {"late",         "late_net",     "returning",     "reworking",        "reopening",
                                  "repeating",    "extending",    "handling_mean", "solving_mean",     "stay_mean",
                                  "handling_p50", "handling_p90", "handling_p95",  "open_overdue",     "overdue",
                                  "closed_late",  "returned",     "reworked",      "reopened",         "dissatisfied",
                                  "open",         "urged",        "supervised",    "stay_s",           "handling_s",
                                  "solving_s",    "extended",     "merged",        "reported_in_late", "helped_late"};

/* -- columns ----------------------------------------------------------------------------------------------------- */

static int addend_take(struct figures *figures, struct addend_of wanted)
{
    for (int i = 0; i < figures->addend_count; i++) {
        const struct addend_of *have = &figures->addends[i];
        if (have->group == wanted.group && have->kind == wanted.kind && have->number == wanted.number)
            return i;
    }
    figures->addends[figures->addend_count] = wanted;
    return figures->addend_count++;
}

static int total_of(const char *name, size_t length)
{
    for (int i = 0; i < TOTAL_COUNT; i++)
        if (strlen(total_names[i].name) == length && memcmp(total_names[i].name, name, length) == 0)
            return i;
    return -1;
}

/* The column of a name that stands in measures.def. */
static struct addend_of addend_of(const char *name, size_t length, enum addend_group group)
{
    int measure = measure_of(name, length), total = total_of(name, length);
    if (measure == MEASURE_STAYED || total == TOTAL_STAY_S)
        group = GROUP_STAY;
    return measure >= 0 ? (struct addend_of){group, ADDEND_MEASURE, measure}
                        : (struct addend_of){group, ADDEND_TOTAL, total};
}

/* Names joined by + and -. */
static int terms_read(struct figures *figures, const char *text, enum addend_group group, struct term out[TERMS_MOST])
{
    int count = 0, sign = 1;
    while (*text && count < TERMS_MOST) {
        size_t length = strcspn(text, " +-");
        if (length)
            out[count++] = (struct term){sign, addend_take(figures, addend_of(text, length, group))};
        else if (*text != ' ')
            sign = *text == '-' ? -1 : 1;
        text += length ? length : 1;
    }
    return count;
}

/* -- figures ----------------------------------------------------------------------------------------------------- */

static bool low_is_better(const char *name)
{
    for (size_t i = 0; i < sizeof low / sizeof *low; i++)
        if (strcmp(low[i], name) == 0)
            return true;
    return false;
}

static bool simple_take(struct figures *figures, const char *name, struct figure *out)
{
    int measure = measure_of(name, strlen(name)), total = total_of(name, strlen(name));
    if (measure < 0 && total < 0)
        return false;
    const struct measure_name *names = measure >= 0 ? &measure_names[measure] : &total_names[total];
    *out = (struct figure){
        .name = names->name, .name_zh = names->name_zh, .kind = measure >= 0 ? FIGURE_COUNT_OF : FIGURE_SECONDS};
    out->part_count = terms_read(figures, name, GROUP_FLOW, out->part);
    return true;
}

static bool derived_take(struct figures *figures, const char *name, struct figure *out)
{
    static const enum figure_kind kinds[] = {
        [DERIVED_RATE] = FIGURE_RATE, [DERIVED_STOCK] = FIGURE_STOCK, [DERIVED_MEAN] = FIGURE_MEAN};
    const struct derived *derived = derived_of(name, strlen(name));
    if (!derived)
        return false;
    *out = (struct figure){.name = derived->name, .name_zh = derived->name_zh, .kind = kinds[derived->kind]};
    if (derived->kind == DERIVED_STOCK) {
        char text[96];
        snprintf(text, sizeof text, "%s - %s", derived->part, derived->whole);
        out->part_count = terms_read(figures, text, GROUP_STOCK, out->part);
        return true;
    }
    out->part_count = terms_read(figures, derived->part, GROUP_FLOW, out->part);
    out->whole_count = terms_read(figures, derived->whole, GROUP_FLOW, out->whole);
    return true;
}

static bool percentile_take(struct figures *figures, const char *name, struct figure *out)
{
    for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++) {
        if (strcmp(percentiles[i].name, name) != 0)
            continue;
        *out = (struct figure){.name = percentiles[i].name,
                               .name_zh = percentiles[i].name_zh,
                               .kind = FIGURE_PERCENTILE,
                               .percent = percentiles[i].percent};
        for (int bucket = 0; bucket < BUCKET_COUNT; bucket++) {
            int at = addend_take(figures, (struct addend_of){GROUP_FLOW, ADDEND_BUCKET, bucket});
            if (bucket == 0)
                out->part[out->part_count++] = (struct term){1, at};
        }
        return true;
    }
    return false;
}

/* -- names that are not there ------------------------------------------------------------------------------------ */

/* Levenshtein's distance, up to names of 40 bytes. */
static int distance(const char *a, const char *b)
{
    int row[41], la = (int)strlen(a), lb = (int)strlen(b);
    if (la > 40 || lb > 40)
        return 99;
    for (int j = 0; j <= lb; j++)
        row[j] = j;
    for (int i = 1; i <= la; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= lb; j++) {
            int change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = row[j] + 1 < row[j - 1] + 1 ? row[j] + 1 : row[j - 1] + 1;
            row[j] = row[j] < change ? row[j] : change;
        }
    }
    return row[lb];
}

static void nearest_take(const char *wanted, const char *name, const char **nearest, int *least)
{
    int so_far = distance(wanted, name);
    if (so_far < *least) {
        *least = so_far;
        *nearest = name;
    }
}

static bool unknown_tell(const char *wanted, const char *field, struct fault *fault)
{
    const char *nearest = NULL;
    int least = EDITS_MOST + 2;
    for (int i = 0; i < MEASURE_COUNT; i++)
        nearest_take(wanted, measure_names[i].name, &nearest, &least);
    for (int i = 0; i < TOTAL_COUNT; i++)
        nearest_take(wanted, total_names[i].name, &nearest, &least);
    for (const struct derived *derived = derived_figures; derived->name; derived++)
        nearest_take(wanted, derived->name, &nearest, &least);
    for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++)
        nearest_take(wanted, percentiles[i].name, &nearest, &least);
    if (nearest)
        return fault_set(fault, "unknown_measure", field, "there is no measure '%s'; did you mean %s?", wanted,
                         nearest);
    return fault_set(
        fault, "unknown_measure", field,
        "there is no measure '%s'; there are received, dispatched, closed, due, on_time, satisfaction, open, "
        "handling_mean, handling_p90 … : docs/reporting.md lists all",
        wanted);
}

bool figures_read(const json_t *names, const char *const *otherwise, const char *field, struct figures *out,
                  struct fault *fault)
{
    out->count = out->addend_count = 0;
    for (size_t i = 0; names ? i < json_array_size(names) : otherwise[i] != NULL; i++) {
        const char *name = names ? json_string_value(json_array_get(names, i)) : otherwise[i];
        struct figure *figure = &out->list[out->count];
        if (!simple_take(out, name, figure) && !derived_take(out, name, figure) && !percentile_take(out, name, figure))
            return unknown_tell(name, field, fault);
        figure->better_low = low_is_better(figure->name);
        out->count++;
    }
    return true;
}

int figures_find(const struct figures *figures, const char *name)
{
    for (int i = 0; i < figures->count; i++)
        if (strcmp(figures->list[i].name, name) == 0)
            return i;
    return -1;
}

bool figures_need(const struct figures *figures, enum addend_group group)
{
    for (int i = 0; i < figures->addend_count; i++)
        if (figures->addends[i].group == group)
            return true;
    return false;
}

const char *figure_kind_name(enum figure_kind kind)
{
    static const char *const names[] = {
        [FIGURE_COUNT_OF] = "count", [FIGURE_SECONDS] = "seconds", [FIGURE_RATE] = "rate",
        [FIGURE_STOCK] = "stock",    [FIGURE_MEAN] = "mean",       [FIGURE_PERCENTILE] = "percentile"};
    return names[kind];
}

/* -- values ------------------------------------------------------------------------------------------------------ */

int64_t terms_sum(const struct term *terms, int count, const int64_t *values)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += terms[i].sign * values[terms[i].addend];
    return sum;
}

/* The upper bound of the bucket that the percentile falls into; of the last, which has none, the lower. */
static struct figure_value percentile_value(const struct figure *figure, const int64_t *values)
{
    int64_t count[BUCKET_COUNT], all = 0, below = 0;
    for (int i = 0; i < BUCKET_COUNT; i++)
        all += count[i] = values[figure->part[0].addend + i];
    int64_t wanted = (all * figure->percent + PERCENT - 1) / PERCENT;
    for (int i = 0; i < BUCKET_COUNT && all > 0; i++)
        if ((below += count[i]) >= wanted) {
            int bound = bucket_bounds[i < BUCKET_COUNT - 1 ? i : BUCKET_COUNT - 2];
            return (struct figure_value){.part = bound, .whole = all, .value = bound, .there = true};
        }
    return (struct figure_value){0};
}

struct figure_value figure_value(const struct figure *figure, const int64_t *values)
{
    if (figure->kind == FIGURE_PERCENTILE)
        return percentile_value(figure, values);
    struct figure_value out = {.part = terms_sum(figure->part, figure->part_count, values), .there = true};
    out.value = (double)out.part;
    if (figure->whole_count) {
        out.whole = terms_sum(figure->whole, figure->whole_count, values);
        out.there = out.whole != 0;
        out.value = out.there ? (double)out.part / (double)out.whole : 0;
    }
    return out;
}

void figure_tell(const struct figure *figure, const struct figure_value *value, struct text *out)
{
    if (figure->kind == FIGURE_PERCENTILE && !value->there) {
        text_null(out);
        return;
    }
    if (!figure->whole_count) {
        text_integer(out, value->part);
        return;
    }
    text_open(out, '{');
    text_name(out, "part");
    text_integer(out, value->part);
    text_name(out, "whole");
    text_integer(out, value->whole);
    text_name(out, "value");
    if (!value->there)
        text_null(out);
    else if (figure->kind == FIGURE_RATE)
        text_real(out, value->value);
    else
        text_integer(out, llround(value->value));
    text_close(out, '}');
}
