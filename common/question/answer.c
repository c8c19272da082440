/* The answer, as it is told: rows in their order under codes and names, with what they are compared with. */
#include <math.h>

#include "common/question/answering.h"
#include "common/question/label.h"
#include "common/question/order.h"
#include "common/time/date.h"

static struct figure_value slot_value(const struct answering *answering, const struct figure *figure,
                                      const int64_t *values, int slot)
{
    return figure_value(figure, values + (size_t)slot * (size_t)answering->question->figures.addend_count);
}

/* -- JSON -------------------------------------------------------------------------------------------------------- */

static json_t *real_json(double value)
{
    return json_real(round(value * 1e6) / 1e6);
}

/* What was, the difference to it, and that as a share of it; of rates the difference is in the rate itself. */
static json_t *compared_json(const struct figure *figure, const struct figure_value *now,
                             const struct figure_value *was)
{
    json_t *json = json_pack("{s:o}", "was", figure_json(figure, was));
    bool both = now->there && was->there;
    double difference = now->value - was->value;
    if (figure->kind == FIGURE_RATE) {
        json_object_set_new(json, "difference", both ? real_json(difference) : json_null());
        return json;
    }
    json_object_set_new(json, "difference", both ? json_integer(llround(difference)) : json_null());
    json_object_set_new(json, "change", both && was->value != 0 ? real_json(difference / was->value) : json_null());
    return json;
}

/* February has no 31st day to set beside that of March. */
static bool slot_has(const struct answering *answering, int slot, int ordinal)
{
    struct span span = answering->slots[slot].span;
    return ordinal <= unit_ordinal(answering->question->unit, span, span.last);
}

static void compared_add(const struct answering *answering, json_t *json, const int64_t *values, int ordinal)
{
    const struct figures *figures = &answering->question->figures;
    for (int slot = 1; slot < answering->slot_count; slot++) {
        json_t *of = json_object();
        bool has = slot_has(answering, slot, ordinal);
        for (int i = 0; i < figures->count; i++) {
            struct figure_value now = slot_value(answering, &figures->list[i], values, 0);
            struct figure_value was = slot_value(answering, &figures->list[i], values, slot);
            json_object_set_new(of, figures->list[i].name,
                                has ? compared_json(&figures->list[i], &now, &was)
                                    : json_pack("{s:n, s:n}", "was", "difference"));
        }
        json_object_set_new(json, answering->slots[slot].name, of);
    }
}

/* What there is at the end of a month is no part of what there is at the end of the year. */
static bool shared(const struct question *question, const struct figure *figure)
{
    return !figure->whole_count && figure->kind != FIGURE_PERCENTILE &&
           !(figure->kind == FIGURE_STOCK && question->unit);
}

static void share_add(const struct answering *answering, json_t *json, const int64_t *values)
{
    const struct figures *figures = &answering->question->figures;
    json_t *of = json_object();
    for (int i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->list[i];
        if (!shared(answering->question, figure))
            continue;
        int64_t part = figure_value(figure, values).part, whole = figure_value(figure, answering->total).part;
        json_object_set_new(of, figure->name,
                            json_pack("{s:I, s:I, s:o}", "part", (json_int_t)part, "whole", (json_int_t)whole, "value",
                                      whole ? real_json((double)part / (double)whole) : json_null()));
    }
    json_object_set_new(json, "share", of);
}

static void rank_add(const struct order *order, size_t line, json_t *json)
{
    const struct figures *figures = &order->question->figures;
    json_t *of = json_object();
    for (int i = 0; i < figures->count; i++) {
        int32_t rank = order->ranks[line * (size_t)figures->count + (size_t)i];
        json_object_set_new(of, figures->list[i].name, rank ? json_integer(rank) : json_null());
    }
    json_object_set_new(json, "rank", of);
}

static void figures_add(const struct answering *answering, json_t *json, const int64_t *values, int ordinal)
{
    const struct figures *figures = &answering->question->figures;
    for (int i = 0; i < figures->count; i++) {
        struct figure_value value = figure_value(&figures->list[i], values);
        json_object_set_new(json, figures->list[i].name, figure_json(&figures->list[i], &value));
    }
    compared_add(answering, json, values, ordinal);
}

static json_t *rows_json(const struct answering *answering, const struct order *order)
{
    const struct question *question = answering->question;
    json_t *rows = json_array();
    for (size_t i = 0; i < order->count && (int64_t)i < question->limit; i++) {
        const struct cube_row *row = order->lines[i].row;
        json_t *json = json_object();
        labels_add(question, row, json);
        figures_add(answering, json, row->value, row->ordinal);
        if (question->compare & COMPARE_SHARE)
            share_add(answering, json, row->value);
        if (question->compare & COMPARE_RANK)
            rank_add(order, i, json);
        json_array_append_new(rows, json);
    }
    return rows;
}

static json_t *measures_json(const struct figures *figures)
{
    json_t *json = json_array();
    for (int i = 0; i < figures->count; i++)
        json_array_append_new(json, json_pack("{s:s, s:s, s:s, s:s*}", "name", figures->list[i].name, "title",
                                              figures->list[i].name_zh, "kind", figure_kind_name(figures->list[i].kind),
                                              "better", figures->list[i].better_low ? "low" : NULL));
    return json;
}

static json_t *span_json(struct span span)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    date_print(span.first, first);
    date_print(span.last, last);
    return json_pack("{s:s, s:s}", "from", first, "to", last);
}

/* Where most of it was read from. */
static const char *source_name(const struct answering *answering)
{
    static const char *const names[] = {
        [SOURCE_ROLLUP] = "rollup", [SOURCE_FROZEN] = "frozen", [SOURCE_ENTRIES] = "entries"};
    enum reading_source source = answering->readings[0].source;
    for (int i = 1; i < answering->reading_count; i++)
        if (answering->readings[i].source == SOURCE_ENTRIES)
            source = SOURCE_ENTRIES;
    return names[source];
}

static json_t *head_json(const struct answering *answering)
{
    const struct question *question = answering->question;
    bool frozen = answering->slots[0].frozen;
    json_t *json = span_json(question->span), *periods = json_object();
    json_object_set_new(json, "position", json_integer(frozen ? answering->frozen.position : answering->position));
    for (int i = 1; i < answering->slot_count; i++)
        json_object_set_new(periods, answering->slots[i].name, span_json(answering->slots[i].span));
    json_object_set_new(json, "periods", periods);
    json_t *by = json_array();
    for (int i = 0; i < question->by_count; i++)
        json_array_append_new(
            by, json_string(question->by[i] ? dimension_name(question->by[i]) : unit_name(question->unit)));
    json_object_set_new(json, "by", by);
    json_object_set_new(json, "measures", measures_json(&question->figures));
    json_object_set_new(json, "source", json_string(source_name(answering)));
    return json;
}

json_t *answer_make(struct answering *answering)
{
    struct order order;
    const struct question *question = answering->question;
    if (question->unit && figures_need(&question->figures, GROUP_STOCK)) {
        if (!order_times_fill(answering))
            return NULL;
        order_stocks_sum(answering);
    }
    order_make(answering, &order);
    if (question->compare & COMPARE_RANK)
        order_rank(&order);
    json_t *json = head_json(answering), *total = json_object();
    bool shown = question->by_count > 0;
    json_object_set_new(json, "rows", shown ? rows_json(answering, &order) : json_array());
    figures_add(answering, total, answering->total, 0);
    json_object_set_new(json, "total", total);
    int64_t left = (int64_t)order.count - question->limit;
    json_object_set_new(json, "left_out", json_integer(shown && left > 0 ? left : 0));
    order_clear(&order);
    return json;
}
