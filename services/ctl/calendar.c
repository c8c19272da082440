/* steward calendar check | load: calendars and tables of years, beside a pack's folder. */
#include <stdio.h>
#include <string.h>

#include "common/city/calendar_change.h"
#include "common/city/calendar_file.h"
#include "common/service/pack_rows.h"
#include "services/ctl/calendar_year.h"
#include "services/ctl/city_tell.h"
#include "services/ctl/command.h"

struct check {
    char *file;
    const char *timezone;
};

static error_t check_parse(int key, char *arg, struct argp_state *state)
{
    struct check *check = state->input;
    if (key != 'z')
        return argument_take(key, arg, state, &check->file);
    check->timezone = arg;
    return 0;
}

static int file_missing(void)
{
    ctl_fail("FILE: is missing, expected " CALENDAR_FILE_EXPECTED);
    return CTL_USAGE;
}

/* The calendar itself, of the texts of which the others are its tables. */
static bool week_check(const struct pack_texts *texts, const char *timezone, struct calendar **out,
                       struct pack_faults *faults)
{
    for (size_t i = 0; i < texts->count; i++) {
        const struct pack_text *text = &texts->items[i];
        if (strchr(text->name, '/'))
            continue;
        /* in the order of names "COLLECTION/…" may stand before it or behind it, but never on both sides */
        bool first = i == 0;
        return calendar_read_texts(text, first ? text + 1 : texts->items, texts->count - 1, timezone, out, faults);
    }
    return false;
}

static void week_tell(const struct ctl *ctl, const char *file, const struct calendar *calendar)
{
    json_t *years = calendar_years_json(calendar);
    if (ctl->json) {
        json_tell(json_pack("{s:b, s:o}", "ok", 1, "years", years));
        return;
    }
    printf("%s: good\n", file);
    calendar_years_print(years);
    json_decref(years);
}

static int week_run(const struct ctl *ctl, const struct check *check, const struct pack_texts *texts,
                    struct pack_faults *faults)
{
    struct calendar *calendar = NULL;
    bool good = week_check(texts, check->timezone, &calendar, faults);
    int status = good && !faults->count ? CTL_DONE : pack_faults_tell(ctl, faults);
    if (status == CTL_DONE)
        week_tell(ctl, check->file, calendar);
    calendar_destroy(&calendar);
    return status;
}

static int year_run(const struct ctl *ctl, const struct pack_text *text, struct pack_faults *faults)
{
    struct year_summary year;
    if (!year_read_text(text, &year, faults))
        return pack_faults_tell(ctl, faults);
    if (ctl->json)
        json_tell(json_pack("{s:b, s:i, s:i, s:i}", "ok", 1, "year", year.year, "holidays", year.holidays, "swapped",
                            year.swapped));
    else
        printf("%s: good: %d days off, %d days worked for them\n", text->name, year.holidays, year.swapped);
    return CTL_DONE;
}

int calendar_check_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option own[] = {
        {"timezone", 'z', "ZONE", 0, "IANA name of the zone whose wall clock the hours are on (UTC)", 0}, {0}};
    static const struct ctl_options options = {
        .options = own,
        .parse = check_parse,
        .arguments = "FILE",
        .text = "Tells every fault of a calendar or of the table of a year, with file and line; changes nothing.\v"
                "FILE is " CALENDAR_FILE_EXPECTED ". The tables that a calendar names are looked for in its own "
                "folder, then in ../../calendars."};
    struct check check = {.timezone = "UTC"};
    struct pack_texts texts = {0};
    struct pack_faults faults = {0};
    ctl_options_read(ctl, &options, argc, argv, &check);
    if (!check.file)
        return file_missing();
    calendar_change(&texts, check.file, &faults);
    int status = !texts.count                                         ? pack_faults_tell(ctl, &faults)
                 : calendar_file_of(check.file) == CALENDAR_FILE_YEAR ? year_run(ctl, texts.items, &faults)
                                                                      : week_run(ctl, &check, &texts, &faults);
    pack_texts_clear(&texts);
    pack_faults_clear(&faults);
    return status;
}

/* Changes the pack that is loaded, checks it as a whole, and loads it unless another one was loaded meanwhile. */
static int change_load(struct ctl *ctl, const char *file, int32_t version)
{
    struct city_folder city = {0};
    pack_rows_texts(ctl->store, 0, &city.texts);
    bool good = calendar_change(&city.texts, file, &city.faults) && city_texts_read(&city);
    int status = good ? pack_load_tell(ctl, &city, &(struct pack_load){.based_on = version})
                      : pack_faults_tell(ctl, &city.faults);
    city_folder_clear(&city);
    return status;
}

int calendar_load_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        .parse = argument_parse,
        .arguments = "FILE",
        .text = "Puts a calendar, or the table of a year, into the pack that is loaded of a city, as a new version.\v"
                "FILE is " CALENDAR_FILE_EXPECTED ". A calendar brings the tables along that it names. Put it into "
                "the pack's folder, too: the next 'city load' loads what stands there."};
    char *file = NULL;
    ctl_options_read(ctl, &options, argc, argv, &file);
    if (!file)
        return file_missing();
    if (!ctl_city(ctl))
        return CTL_FAILED;
    int32_t version = city_version_read(ctl);
    return version && city_files_read(ctl, version) ? change_load(ctl, file, version) : CTL_FAILED;
}
