#include "common/audit/spool.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/time/date.h"

enum { MONTH_DAYS_MOST = 31 };

static struct spool_month *month_at(struct spool *spool, int32_t first)
{
    for (size_t i = spool->month_count; i-- > 0;)
        if (spool->months[i].first == first)
            return &spool->months[i];
    memory_reserve((void **)&spool->months, &spool->month_capacity, spool->month_count + 1, sizeof *spool->months);
    struct spool_month *month = &spool->months[spool->month_count];
    *month = (struct spool_month){.first = first, .file = tmpfile()};
    if (!month->file)
        return NULL;
    spool->month_count++;
    return month;
}

bool spool_add(struct spool *spool, const struct figure_entry *entry)
{
    struct spooled spooled = {.measures = entry->measures,
                              .day = entry->day,
                              .organisation_id = entry->organisation_id,
                              .area_id = entry->area_id,
                              .category_id = entry->category_id,
                              .channel_id = entry->channel_id,
                              .handling_s = entry->handling_s,
                              .solving_s = entry->solving_s,
                              .stay_s = entry->stay_s,
                              .urgency = entry->urgency,
                              .state = entry->state};
    struct spool_month *month = month_at(spool, date_month(entry->day));
    if (!month || fwrite(&spooled, sizeof spooled, 1, month->file) != 1)
        return false;
    month->count++;
    return true;
}

/* Into a place by day: there are few. */
static void by_day(const struct spool_month *month, const struct spooled *from, struct spooled *to)
{
    size_t next[MONTH_DAYS_MOST + 1] = {0};
    for (size_t i = 0; i < month->count; i++)
        next[from[i].day - month->first + 1]++;
    for (int day = 1; day <= MONTH_DAYS_MOST; day++)
        next[day] += next[day - 1];
    for (size_t i = 0; i < month->count; i++)
        to[next[from[i].day - month->first]++] = from[i];
}

struct spooled *spool_month(struct spool *spool, size_t i)
{
    struct spool_month *month = &spool->months[i];
    struct spooled *read = memory_new(month->count, sizeof *read), *sorted = NULL;
    rewind(month->file);
    if (fread(read, sizeof *read, month->count, month->file) == month->count) {
        sorted = memory_new(month->count, sizeof *sorted);
        by_day(month, read, sorted);
    }
    free(read);
    return sorted;
}

struct figure_entry spooled_entry(const struct spooled *spooled)
{
    return (struct figure_entry){.measures = spooled->measures,
                                 .day = spooled->day,
                                 .organisation_id = spooled->organisation_id,
                                 .area_id = spooled->area_id,
                                 .category_id = spooled->category_id,
                                 .channel_id = spooled->channel_id,
                                 .handling_s = spooled->handling_s,
                                 .solving_s = spooled->solving_s,
                                 .stay_s = spooled->stay_s,
                                 .urgency = spooled->urgency,
                                 .state = spooled->state};
}

void spool_clear(struct spool *spool)
{
    for (size_t i = 0; i < spool->month_count; i++)
        fclose(spool->months[i].file);
    free(spool->months);
}
