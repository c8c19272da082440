/* Tickets of a CSV. Only what was known when a row was reported is taken: title, place, channel and time. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "services/ctl/import/local_time.h"
#include "services/ctl/import/mapping.h"
#include "services/ctl/import/row.h"
#include "services/ctl/triage/source.h"

static int faults_tell(struct pack_faults *faults)
{
    pack_faults_print(faults, stderr);
    pack_faults_clear(faults);
    return CTL_FAILED;
}

int source_csv_open(struct source *source)
{
    struct pack_faults faults = {0};
    source->map = mapping_read(source->mapping, &faults);
    if (!source->map)
        return faults_tell(&faults);
    const char *city = source->map->city.code;
    if (source->ctl->city && strcmp(source->ctl->city, city) != 0)
        return ctl_fail("city: is '%s', but %s is for '%s'", source->ctl->city, source->mapping, city);
    if (!local_time_zone(source->map->timezone))
        return ctl_fail("%s: file.timezone: '%s' is not known here, expected an IANA name", source->mapping,
                        source->map->timezone);
    snprintf(source->city, sizeof source->city, "%s", city);
    return CTL_DONE;
}

void source_csv_close(struct source *source)
{
    mapping_destroy(&source->map);
}

/* A mapping may let other columns stand in for an empty title. They say what the other system made of the row later
 * (its type, say), so they do not count here. */
static void title_restrict(struct mapping *mapping)
{
    struct mapping_text *title = &mapping->texts[TEXT_TITLE];
    title->count = 1;
    title->otherwise = "-";
}

static void row_take(const struct row *row, const struct period *period, struct examples *out)
{
    struct tm local;
    time_t second = row->reported / 1000;
    localtime_r(&second, &local);
    int32_t day = date_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
    if (day < period->first || day > period->last)
        return;
    const struct triage_input input = {.title = row->texts[TEXT_TITLE],
                                       .description = row->texts[TEXT_DESCRIPTION],
                                       .area = row->area,
                                       .channel = row->channel,
                                       .has_place = row->has_place,
                                       .latitude = row->latitude,
                                       .longitude = row->longitude,
                                       .hour = local.tm_hour,
                                       .weekday = date_weekday(day)};
    examples_add(out, row->reported, &input, row->organisation);
}

static int records_take(struct source *source, struct records *records, const struct period *period,
                        struct examples *out)
{
    struct pack_faults faults = {0};
    struct record record;
    char reason[ROW_REASON_BYTES];
    if (!mapping_resolve(source->map, records, &faults))
        return faults_tell(&faults);
    title_restrict(source->map);
    records_tell_begin(records, mapping_begins, source->map);
    while (records_next(records, &record)) {
        struct row row = {0};
        if (!record.fault[0] && row_read(source->map, &record, &row, reason))
            row_take(&row, period, out);
        row_clear(&row);
    }
    return records_error(records) ? ctl_fail("%s: %s", source->csv, records_error(records)) : CTL_DONE;
}

int source_csv_read(struct source *source, const struct period *period, struct examples *out)
{
    char error[512];
    struct records *records = records_new(source->csv, error, sizeof error);
    int status = records ? records_take(source, records, period, out) : ctl_fail("%s", error);
    records_destroy(&records);
    return status;
}
