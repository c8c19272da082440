#include "common/question/rollup.h"

#include <string.h>

#include "common/base/log.h"
#include "common/time/date.h"

enum { LISTED_MOST = 64 };
enum { DAY, A, CELLS }; /* columns */

/* -- asking ------------------------------------------------------------------------------------------------------ */

static int days_of(const struct stretch *stretch)
{
    int days = 1;
    for (int32_t day = stretch->first; day < stretch->last; day = grain_next(stretch->grain, day))
        days++;
    return days;
}

/* Rows that are looked up one by one need their very days; else they stand side by side, from one day to another. */
static void days_add(struct ask *ask, const struct stretch *stretch, bool few)
{
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    date_print(stretch->first, first);
    date_print(stretch->last, last);
    ask_add(ask, " and grain = %d", (int)stretch->grain);
    if (!few || days_of(stretch) > LISTED_MOST) {
        ask_add(ask, " and day between '%s' and '%s'", first, last);
        return;
    }
    ask_add(ask, " and day in ('%s'", first);
    for (int32_t day = stretch->first; day < stretch->last;) {
        day = grain_next(stretch->grain, day);
        date_print(day, last);
        ask_add(ask, ", '%s'", last);
    }
    ask_add(ask, ")");
}

/* `of`: the numbers of the parameters of the city, and of the ids (0: none). */
static void stretch_ask(struct ask *ask, const struct rollup_rows *rows, const struct stretch *stretch, const int of[2])
{
    ask_add(ask, "%sselect %s, a, cells from %s where city_id = $%d and cuboid = %d and level = %d",
            ask->used ? " union all " : "", stretch ? "day - date '1970-01-01'" : "0",
            stretch ? "rollup" : "rollup_frozen", of[0], rows->cuboid, rows->level);
    if (stretch)
        days_add(ask, stretch, rows->few);
    else
        ask_add(ask, " and freeze_id = %d", (int)rows->freeze_id);
    if (of[1])
        ask_add(ask, " and a = any($%d)", of[1]);
}

void rollup_ask(struct ask *ask, const struct rollup_rows *rows)
{
    int of[2] = {ask_number(ask, rows->city_id), rows->a ? ask_ids(ask, rows->a, rows->a_count) : 0};
    if (rows->freeze_id)
        stretch_ask(ask, rows, NULL, of);
    for (size_t i = 0; !rows->freeze_id && i < rows->stretch_count; i++)
        stretch_ask(ask, rows, &rows->stretches[i], of);
}

/* -- reading ----------------------------------------------------------------------------------------------------- */

struct rollup rollup_begin(const struct store *store, int statement)
{
    return (struct rollup){.store = store, .statement = statement, .row = -1};
}

bool rollup_next(struct rollup *rollup)
{
    size_t length;
    rollup->broken = rollup->broken || rollup->cells.broken;
    if (rollup->broken || rollup->row + 1 >= store_rows(rollup->store, rollup->statement))
        return false;
    int row = ++rollup->row;
    rollup->day = (int32_t)store_integer(rollup->store, rollup->statement, row, DAY);
    rollup->a = (int32_t)store_integer(rollup->store, rollup->statement, row, A);
    const char *bytes = store_text(rollup->store, rollup->statement, row, CELLS, &length);
    rollup->cells = packed_begin(bytes, length);
    return true;
}

bool rollup_end(const struct rollup *rollup, int32_t city_id, struct fault *fault)
{
    char day[DATE_TEXT_BYTES];
    if (!rollup->broken)
        return true;
    date_print(rollup->day, day);
    log_error("sums are broken city_id=%d day=%s a=%d: steward report rebuild counts them anew", (int)city_id, day,
              (int)rollup->a);
    return fault_set(
        fault, "broken_sums", "",
        "the sums of %s that are kept cannot be read: steward report verify tells more, and steward report "
        "rebuild counts them anew",
        day);
}

void slots_begin(struct packed_slots *slots)
{
    memset(slots->of, -1, sizeof slots->of);
    slots->last = -1;
}

void slots_set(struct packed_slots *slots, int column, int at)
{
    slots->of[column] = (int16_t)at;
    if (column > slots->last)
        slots->last = column;
}
