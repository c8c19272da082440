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

/* -- beside a figure --------------------------------------------------------------------------------------------- */

static void real_or_null(struct text *out, const char *name, bool there, double value)
{
    text_name(out, name);
    if (there)
        text_real(out, value);
    else
        text_null(out);
}

/* What was, the difference to it, and that as a share of it; of rates the difference is in the rate itself. */
static void compared_write(const struct figure *figure, const struct figure_value *now, const struct figure_value *was,
                           struct text *out)
{
    bool both = now->there && was->there;
    double difference = now->value - was->value;
    text_open(out, '{');
    text_name(out, "was");
    figure_tell(figure, was, out);
    if (figure->kind == FIGURE_RATE) {
        real_or_null(out, "difference", both, difference);
    } else {
        text_name(out, "difference");
        if (both)
            text_integer(out, llround(difference));
        else
            text_null(out);
        bool share = both && was->value != 0;
        real_or_null(out, "change", share, share ? difference / was->value : 0);
    }
    text_close(out, '}');
}

static void nothing_compared_write(struct text *out)
{
    text_open(out, '{');
    text_name(out, "was");
    text_null(out);
    text_name(out, "difference");
    text_null(out);
    text_close(out, '}');
}

/* February has no 31st day to set beside that of March. */
static bool slot_has(const struct answering *answering, int slot, int ordinal)
{
    struct span span = answering->slots[slot].span;
    return ordinal <= unit_ordinal(answering->question->unit, span, span.last);
}

static void slots_write(struct answering *answering, const int64_t *values, int ordinal)
{
    const struct figures *figures = &answering->question->figures;
    struct text *out = &answering->reply;
    for (int slot = 1; slot < answering->slot_count; slot++) {
        bool has = slot_has(answering, slot, ordinal);
        text_name(out, answering->slots[slot].name);
        text_open(out, '{');
        for (int i = 0; i < figures->count; i++) {
            struct figure_value now = slot_value(answering, &figures->list[i], values, 0);
            struct figure_value was = slot_value(answering, &figures->list[i], values, slot);
            text_name(out, figures->list[i].name);
            if (has)
                compared_write(&figures->list[i], &now, &was, out);
            else
                nothing_compared_write(out);
        }
        text_close(out, '}');
    }
}

/* What there is at the end of a month is no part of what there is at the end of the year. */
static bool shared(const struct question *question, const struct figure *figure)
{
    return !figure->whole_count && figure->kind != FIGURE_PERCENTILE &&
           !(figure->kind == FIGURE_STOCK && question->unit);
}

static void share_write(struct answering *answering, const int64_t *values)
{
    const struct figures *figures = &answering->question->figures;
    struct text *out = &answering->reply;
    text_name(out, "share");
    text_open(out, '{');
    for (int i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->list[i];
        if (!shared(answering->question, figure))
            continue;
        int64_t part = figure_value(figure, values).part, whole = figure_value(figure, answering->total).part;
        text_name(out, figure->name);
        text_open(out, '{');
        text_name(out, "part");
        text_integer(out, part);
        text_name(out, "whole");
        text_integer(out, whole);
        real_or_null(out, "value", whole != 0, whole ? (double)part / (double)whole : 0);
        text_close(out, '}');
    }
    text_close(out, '}');
}

static void rank_write(const struct order *order, size_t line, struct text *out)
{
    const struct figures *figures = &order->question->figures;
    text_name(out, "rank");
    text_open(out, '{');
    for (int i = 0; i < figures->count; i++) {
        int32_t rank = order->ranks[line * (size_t)figures->count + (size_t)i];
        text_name(out, figures->list[i].name);
        if (rank)
            text_integer(out, rank);
        else
            text_null(out);
    }
    text_close(out, '}');
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

static void figures_write(struct answering *answering, const int64_t *values, int ordinal)
{
    const struct figures *figures = &answering->question->figures;
    for (int i = 0; i < figures->count; i++) {
        struct figure_value value = figure_value(&figures->list[i], values);
        text_name(&answering->reply, figures->list[i].name);
        figure_tell(&figures->list[i], &value, &answering->reply);
    }
    slots_write(answering, values, ordinal);
}

static void rows_write(struct answering *answering, const struct order *order)
{
    const struct question *question = answering->question;
    struct text *out = &answering->reply;
    for (size_t i = 0; i < order->count && (int64_t)i < question->limit; i++) {
        const struct cube_row *row = order->lines[i].row;
        text_open(out, '{');
        labels_write(question, row, out);
        figures_write(answering, row->value, row->ordinal);
        if (question->compare & COMPARE_SHARE)
            share_write(answering, row->value);
        if (question->compare & COMPARE_RANK)
            rank_write(order, i, out);
        text_close(out, '}');
    }
}

/* -- the head ---------------------------------------------------------------------------------------------------- */

static void measures_write(const struct figures *figures, struct text *out)
{
    text_name(out, "measures");
    text_open(out, '[');
    for (int i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->list[i];
        text_open(out, '{');
        text_name(out, "name");
        text_string(out, figure->name);
        text_name(out, "title");
        text_string(out, figure->name_zh);
        text_name(out, "kind");
        text_string(out, figure_kind_name(figure->kind));
        if (figure->better_low) {
            text_name(out, "better");
            text_string(out, "low");
        }
        text_close(out, '}');
    }
    text_close(out, ']');
}

static void span_write(struct span span, struct text *out)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    date_print(span.first, first);
    date_print(span.last, last);
    text_name(out, "from");
    text_string(out, first);
    text_name(out, "to");
    text_string(out, last);
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

static void head_write(struct answering *answering)
{
    const struct question *question = answering->question;
    struct text *out = &answering->reply;
    span_write(question->span, out);
    text_name(out, "position");
    text_integer(out, answering->slots[0].frozen ? answering->frozen.position : answering->position);
    text_name(out, "periods");
    text_open(out, '{');
    for (int i = 1; i < answering->slot_count; i++) {
        text_name(out, answering->slots[i].name);
        text_open(out, '{');
        span_write(answering->slots[i].span, out);
        text_close(out, '}');
    }
    text_close(out, '}');
    text_name(out, "by");
    text_open(out, '[');
    for (int i = 0; i < question->by_count; i++)
        text_string(out, question->by[i] ? dimension_name(question->by[i]) : unit_name(question->unit));
    text_close(out, ']');
    measures_write(&question->figures, out);
    text_name(out, "source");
    text_string(out, source_name(answering));
}

bool answer_make(struct answering *answering)
{
    struct order order;
    const struct question *question = answering->question;
    struct text *out = &answering->reply;
    bool shown = question->by_count > 0;
    if (question->unit && figures_need(&question->figures, GROUP_STOCK)) {
        if (!order_times_fill(answering))
            return false;
        order_stocks_sum(answering);
    }
    order_make(answering, &order);
    if (question->compare & COMPARE_RANK)
        order_rank(&order);
    text_open(out, '{');
    head_write(answering);
    text_name(out, "rows");
    text_open(out, '[');
    if (shown)
        rows_write(answering, &order);
    text_close(out, ']');
    text_name(out, "total");
    text_open(out, '{');
    figures_write(answering, answering->total, 0);
    text_close(out, '}');
    int64_t left = (int64_t)order.count - question->limit;
    text_name(out, "left_out");
    text_integer(out, shown && left > 0 ? left : 0);
    text_close(out, '}');
    order_clear(&order);
    return true;
}
