/* Sums from the entries themselves: for questions by three dimensions, and for what was counted at a position. */
#include <inttypes.h>
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/question/reading.h"

static const char *const columns[DIMENSION_COUNT] = {NULL,         "organisation_id", "area_id", "category_id",
                                                     "channel_id", "urgency",         "state"};

/* All areas that a selection covers. */
static int areas_lay(const struct question *question, struct ask *ask)
{
    const struct pack *pack = question->pack;
    const struct selection *selection = &question->selected[DIMENSION_AREA];
    int32_t *ids = memory_new((size_t)pack->area_count + 1, sizeof *ids);
    size_t count = 0;
    for (int i = 0; i < pack->area_count; i++)
        for (size_t j = 0; j < selection->count; j++)
            if (pack_area_within(pack, i, pack_area_of_id(pack, selection->ids[j]))) {
                ids[count++] = pack->areas[i].id;
                break;
            }
    int number = ask_ids(ask, ids, count);
    free(ids);
    return number;
}

void reading_entries_where(const struct question *question, int64_t position, struct ask *ask)
{
    for (int i = 1; i < DIMENSION_COUNT; i++) {
        const struct selection *selection = &question->selected[i];
        if (selection->given)
            ask_add(ask, " and %s = any($%d)", columns[i],
                    i == DIMENSION_AREA ? areas_lay(question, ask) : ask_ids(ask, selection->ids, selection->count));
    }
    if (position) {
        int number = ask_number(ask, position);
        ask_add(ask, " and since_pos <= $%d and (until_pos is null or until_pos > $%d)", number, number);
    } else {
        ask_add(ask, " and until_pos is null");
    }
}

/* What a column of the rollup sums up. */
static void sum_add(const struct addend_of *addend, struct ask *ask)
{
    static const enum measure counted_in[] = {MEASURE_CLOSED, MEASURE_CLOSED, MEASURE_STAYED};
    int measure = addend->kind == ADDEND_MEASURE ? addend->number
                  : addend->kind == ADDEND_TOTAL ? (int)counted_in[addend->number]
                                                 : (int)MEASURE_CLOSED;
    uint64_t bit = UINT64_C(1) << measure;
    if (addend->kind == ADDEND_TOTAL)
        ask_add(ask, ", sum(%s) filter (where measures & %" PRIu64 " <> 0)::bigint", total_names[addend->number].name,
                bit);
    else if (addend->kind == ADDEND_BUCKET)
        ask_add(ask, ", count(*) filter (where measures & %" PRIu64 " <> 0 and bucket = %d)", bit, addend->number);
    else
        ask_add(ask, ", count(*) filter (where measures & %" PRIu64 " <> 0)", bit);
}

static const char *day_expression(enum time_unit unit)
{
    static const char *const expressions[] = {
        [UNIT_NONE] = "0",
        [UNIT_DAY] = "day - date '1970-01-01'",
        [UNIT_WEEK] = "(day - date '1970-01-01') - ((day - date '1970-01-05') % 7 + 7) % 7",
        [UNIT_MONTH] = "date_trunc('month', day::timestamp)::date - date '1970-01-01'",
        [UNIT_QUARTER] = "date_trunc('quarter', day::timestamp)::date - date '1970-01-01'",
        [UNIT_YEAR] = "date_trunc('year', day::timestamp)::date - date '1970-01-01'"};
    return expressions[unit];
}

static void keys_add(const struct reading *reading, struct ask *ask)
{
    for (int i = 0; i < 2; i++) {
        enum dimension key = reading->question->keys[i];
        ask_add(ask, "%s%s as k%d", i ? ", " : "select ", key && !reading->total ? columns[key] : "0", i);
    }
}

static bool buckets_wanted(const struct reading *reading)
{
    const struct figures *figures = &reading->question->figures;
    for (int i = 0; i < figures->addend_count; i++)
        if (figures->addends[i].kind == ADDEND_BUCKET && figures->addends[i].group == reading->group)
            return true;
    return false;
}

void entries_make(const struct reading *reading, struct ask *ask)
{
    const struct figures *figures = &reading->question->figures;
    ask_number(ask, reading->question->pack->city_id);
    int first = reading->group == GROUP_STOCK ? 0 : ask_number(ask, reading->span.first);
    int last = ask_number(ask, reading->span.last);
    keys_add(reading, ask);
    ask_add(ask, ", %s as t", day_expression(reading->question->unit));
    for (int i = 0; i < figures->addend_count; i++)
        if (figures->addends[i].group == reading->group)
            sum_add(&figures->addends[i], ask);
    ask_add(ask, " from (select *%s from counted where city_id = $1",
            buckets_wanted(reading) ? ", handling_bucket(handling_s) as bucket" : "");
    if (first)
        ask_add(ask, " and day >= date '1970-01-01' + $%d", first);
    ask_add(ask, " and day <= date '1970-01-01' + $%d", last);
    reading_entries_where(reading->question, reading->position, ask);
    ask_add(ask, ") as entries group by 1, 2, 3");
}
