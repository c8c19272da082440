#include "common/audit/compare.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/time/date.h"

void difference_add(struct differences *differences, const char *format, ...)
{
    va_list arguments;
    if (differences->count++ >= DIFFERENCES_KEPT)
        return;
    differences->texts = memory_resize(differences->texts, differences->kept + 1, sizeof *differences->texts);
    va_start(arguments, format);
    vsnprintf(differences->texts[differences->kept++], DIFFERENCE_BYTES, format, arguments);
    va_end(arguments);
}

void differences_clear(struct differences *differences)
{
    free(differences->texts);
    *differences = (struct differences){0};
}

/* -- entries ----------------------------------------------------------------------------------------------------- */

enum {
    TICKET,
    NUMBER,
    SINCE,
    UNTIL,
    EVENT,
    MEASURES,
    DAY,
    ORGANISATION,
    AREA,
    CATEGORY,
    CHANNEL,
    URGENCY,
    STATE,
    HANDLING,
    SOLVING,
    STAY
};

static int64_t integer_or(const struct store *store, int statement, int row, int column, int64_t otherwise)
{
    return store_is_null(store, statement, row, column) ? otherwise : store_integer(store, statement, row, column);
}

struct counted_row counted_row_read(const struct store *store, int s, int row)
{
    int64_t since = store_integer(store, s, row, SINCE);
    return (struct counted_row){.ticket_id = store_integer(store, s, row, TICKET),
                                .number = (int)store_integer(store, s, row, NUMBER),
                                .entry = {
                                    .since = since,
                                    .until = integer_or(store, s, row, UNTIL, 0),
                                    .event_pos = integer_or(store, s, row, EVENT, since),
                                    .measures = (uint64_t)store_integer(store, s, row, MEASURES),
                                    .day = (int32_t)store_integer(store, s, row, DAY),
                                    .organisation_id = (int32_t)store_integer(store, s, row, ORGANISATION),
                                    .area_id = (int32_t)store_integer(store, s, row, AREA),
                                    .category_id = (int32_t)store_integer(store, s, row, CATEGORY),
                                    .channel_id = (int32_t)store_integer(store, s, row, CHANNEL),
                                    .urgency = (int8_t)store_integer(store, s, row, URGENCY),
                                    .state = (int8_t)integer_or(store, s, row, STATE, 0),
                                    .handling_s = (int32_t)integer_or(store, s, row, HANDLING, -1),
                                    .solving_s = (int32_t)integer_or(store, s, row, SOLVING, -1),
                                    .stay_s = (int32_t)integer_or(store, s, row, STAY, -1),
                                }};
}

static bool entry_same(const struct figure_entry *a, const struct figure_entry *b)
{
    return a->since == b->since && a->until == b->until && a->event_pos == b->event_pos && a->measures == b->measures &&
           a->day == b->day && a->organisation_id == b->organisation_id && a->area_id == b->area_id &&
           a->category_id == b->category_id && a->channel_id == b->channel_id && a->urgency == b->urgency &&
           a->state == b->state && a->handling_s == b->handling_s && a->solving_s == b->solving_s &&
           a->stay_s == b->stay_s;
}

static void entry_print(const struct figure_entry *entry, char *out, size_t size)
{
    char day[DATE_TEXT_BYTES];
    date_print(entry->day, day);
    int used = snprintf(out, size, "%s from %lld until %lld:", day, (long long)entry->since, (long long)entry->until);
    for (uint64_t rest = entry->measures; rest && used < (int)size; rest &= rest - 1) {
        int measure = __builtin_ctzll(rest);
        used += snprintf(out + used, size - (size_t)used, " %s",
                         measure < MEASURE_COUNT ? measure_names[measure].name : "?");
    }
}

static void entry_differs(struct differences *differences, int64_t ticket_id, int number,
                          const struct figure_entry *kept, const struct figure_entry *recomputed)
{
    char ours[90] = "nothing", theirs[90] = "nothing";
    if (kept)
        entry_print(kept, ours, sizeof ours);
    if (recomputed)
        entry_print(recomputed, theirs, sizeof theirs);
    difference_add(differences, "ticket %lld entry %d: kept %s; the log makes %s", (long long)ticket_id, number, ours,
                   theirs);
}

void ticket_compare(struct differences *differences, const struct fold *fold, int64_t ticket_id,
                    const struct store *store, int statement, int from, int to)
{
    int number = 0, count = (int)fold->count;
    for (int row = from; row < to; row++) {
        struct counted_row kept = counted_row_read(store, statement, row);
        for (; number < kept.number && number < count; number++)
            entry_differs(differences, ticket_id, number, NULL, &fold->entries[number]);
        if (kept.number >= count || kept.number < number) {
            entry_differs(differences, ticket_id, kept.number, &kept.entry, NULL);
            continue;
        }
        if (!entry_same(&kept.entry, &fold->entries[number]))
            entry_differs(differences, ticket_id, number, &kept.entry, &fold->entries[number]);
        number++;
    }
    for (; number < count; number++)
        entry_differs(differences, ticket_id, number, NULL, &fold->entries[number]);
}

/* -- cells ------------------------------------------------------------------------------------------------------- */

/* 2024-11-23, organisation urban, category pets.stray */
static void cell_name(const struct comparison *of, const struct cell *cell, char *out, size_t size)
{
    char day[DATE_TEXT_BYTES], first[90], second[90];
    date_print(cell->day, day);
    codes_print(of->codes, (enum dimension)(cell->cuboid / 10), cell->a, first, sizeof first);
    codes_print(of->codes, (enum dimension)(cell->cuboid % 10), cell->b, second, sizeof second);
    if (cell->grain == GRAIN_DAY)
        snprintf(out, size, "%s, %s, %s", day, first, second);
    else if (cell->grain == GRAIN_MONTH)
        snprintf(out, size, "month %.7s, %s, %s", day, first, second);
    else if (cell->grain == GRAIN_TEN_DAYS)
        snprintf(out, size, "ten days from %s, %s, %s", day, first, second);
    else
        snprintf(out, size, "%s, %s", first, second);
}

void row_is_broken(const struct comparison *of, const struct cell *key)
{
    char name[220];
    cell_name(of, key, name, sizeof name);
    difference_add(of->differences, "%s and all else of its row: the bytes are none of a row", name);
}

static const char *column_name(int column, char bucket[16])
{
    if (column < MEASURE_COUNT)
        return measure_names[column].name;
    if (column < MEASURE_COUNT + TOTAL_COUNT)
        return total_names[column - MEASURE_COUNT].name;
    snprintf(bucket, 16, "t%02d", (column - MEASURE_COUNT - TOTAL_COUNT) % 100);
    return bucket;
}

static int64_t cell_sum(const struct cell *cell, int column)
{
    if (column < MEASURE_COUNT)
        return cell->measures[column];
    if (column < MEASURE_COUNT + TOTAL_COUNT)
        return cell->totals[column - MEASURE_COUNT];
    return cell->buckets[column - MEASURE_COUNT - TOTAL_COUNT];
}

static bool sums_same(const struct cell *kept, const struct cell *made)
{
    return memcmp(kept->measures, made->measures, sizeof kept->measures) == 0 &&
           memcmp(kept->totals, made->totals, sizeof kept->totals) == 0 &&
           memcmp(kept->buckets, made->buckets, sizeof kept->buckets) == 0;
}

/* A missing cell is one of zeroes. */
static void cell_compare(const struct comparison *of, const struct cell *kept, const struct cell *made)
{
    static const struct cell none;
    const struct cell *key = kept ? kept : made;
    char name[220], bucket[16];
    kept = kept ? kept : &none;
    made = made ? made : &none;
    if (sums_same(kept, made))
        return;
    cell_name(of, key, name, sizeof name);
    for (int i = 0; i < MEASURE_COUNT + TOTAL_COUNT + BUCKET_COUNT; i++)
        if (cell_sum(kept, i) != cell_sum(made, i))
            difference_add(of->differences, "%s: %s kept %lld, %s %lld", name, column_name(i, bucket),
                           (long long)cell_sum(kept, i), of->made_word, (long long)cell_sum(made, i));
}

void cells_compare(const struct comparison *of, const struct cell *kept, size_t kept_count, const struct cell *made,
                   size_t made_count)
{
    const struct cell *kept_end = kept + kept_count, *made_end = made + made_count;
    while (kept < kept_end || made < made_end) {
        int order = kept == kept_end ? 1 : made == made_end ? -1 : cell_order(kept, made);
        cell_compare(of, order <= 0 ? kept : NULL, order >= 0 ? made : NULL);
        kept += order <= 0;
        made += order >= 0;
    }
}
