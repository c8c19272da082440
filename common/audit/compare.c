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

enum { A, B, SUMS }; /* columns of rollup_cells.sql */

static void cell_name(const struct codes *codes, const struct cell_group *group, int32_t a, int32_t b, char *out,
                      size_t size)
{
    char day[DATE_TEXT_BYTES], first[90], second[90];
    date_print(group->day, day);
    codes_print(codes, (enum dimension)(group->cuboid / 10), a, first, sizeof first);
    codes_print(codes, (enum dimension)(group->cuboid % 10), b, second, sizeof second);
    snprintf(out, size, "%s, %s, %s", day, first, second);
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
    if (!cell)
        return 0;
    if (column < MEASURE_COUNT)
        return cell->measures[column];
    if (column < MEASURE_COUNT + TOTAL_COUNT)
        return cell->totals[column - MEASURE_COUNT];
    return cell->buckets[column - MEASURE_COUNT - TOTAL_COUNT];
}

/* What is compared, and by which names a difference is told. */
struct comparison {
    struct differences *differences;
    const struct codes *codes;
    const struct cell_group *group;
    const struct store *store;
    int statement;
};

/* A row of -1, or no cell, is one of zeroes. */
static void cell_compare(const struct comparison *of, int row, const struct cell *cell, int32_t a, int32_t b)
{
    char name[220], bucket[16];
    for (int i = 0; i < MEASURE_COUNT + TOTAL_COUNT + BUCKET_COUNT; i++) {
        int64_t kept = row < 0 ? 0 : integer_or(of->store, of->statement, row, SUMS + i, 0), made = cell_sum(cell, i);
        if (kept == made)
            continue;
        cell_name(of->codes, of->group, a, b, name, sizeof name);
        difference_add(of->differences, "%s: %s kept %lld, recomputed %lld", name, column_name(i, bucket),
                       (long long)kept, (long long)made);
    }
}

static int order_of(const struct cell *cell, int32_t a, int32_t b)
{
    if (cell->a != a)
        return cell->a < a ? -1 : 1;
    return cell->b < b ? -1 : cell->b > b;
}

void cells_compare(struct differences *differences, const struct codes *codes, const struct cell_group *group,
                   const struct store *store, int statement)
{
    struct comparison of = {differences, codes, group, store, statement};
    const struct cell *cell = group->cells, *end = group->cells + group->count;
    for (int row = 0; row < store_rows(store, statement); row++) {
        int32_t a = (int32_t)store_integer(store, statement, row, A),
                b = (int32_t)store_integer(store, statement, row, B);
        for (; cell < end && order_of(cell, a, b) < 0; cell++)
            cell_compare(&of, -1, cell, cell->a, cell->b);
        bool met = cell < end && order_of(cell, a, b) == 0;
        cell_compare(&of, row, met ? cell : NULL, a, b);
        cell += met;
    }
    for (; cell < end; cell++)
        cell_compare(&of, -1, cell, cell->a, cell->b);
}
