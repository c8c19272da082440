/* steward city generate: a pack of the city that a CSV is from. */
#include <stdio.h>

#include "common/city/pack.h"
#include "services/ctl/command.h"
#include "services/ctl/import/generate.h"
#include "services/ctl/import/local_time.h"

struct given {
    const char *file, *mapping, *out;
};

static const struct argp_option own_options[] = {
    {"mapping", 'm', "FILE", 0, "which column is what (docs/import.md)", 0},
    {"out", 'o', "FOLDER", 0, "where the pack goes (a folder called as the city's code)", 0},
    {0},
};

static error_t own_parse(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;
    switch (key) {
    case 'm':
        given->mapping = arg;
        return 0;
    case 'o':
        given->out = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (given->file)
            argp_error(state, "CSV: there is more than one");
        given->file = arg;
        return 0;
    case ARGP_KEY_END:
        if (!given->file)
            argp_error(state, "CSV: is missing, expected the file to make a pack from, plain or .gz");
        if (!given->mapping)
            argp_error(state, "--mapping: is missing, expected a file that says which column is what");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What was written must be a good pack; what is wrong with it lies in the table or the mapping. */
static int pack_tell(const char *folder, const struct census *census)
{
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    int status = CTL_DONE;
    if (pack_read_folder(folder, &pack, &faults)) {
        printf("%s: %d areas, %d organisations, %d categories, %d people, %d channels, %d rules from %lld rows\n",
               folder, pack->area_count, pack->organisation_count, pack->category_count, pack->person_count,
               pack->channel_count, pack->rule_count, (long long)(census->rows - census->rejected));
        if (census->rejected)
            printf("%lld rows name no category, organisation or channel, or cannot be read\n",
                   (long long)census->rejected);
    } else {
        pack_faults_print(&faults, stderr);
        status = ctl_fail("%s: the pack was written, but it has faults", folder);
    }
    pack_faults_clear(&faults);
    pack_destroy(&pack);
    return status;
}

static int records_generate(const struct given *given, struct mapping *mapping, struct records *records)
{
    struct pack_faults faults = {0};
    struct census census;
    char error[512];
    if (!mapping_resolve(mapping, records, &faults)) {
        pack_faults_print(&faults, stderr);
        pack_faults_clear(&faults);
        return CTL_FAILED;
    }
    if (!local_time_zone(mapping->timezone))
        return ctl_fail("%s: file.timezone: '%s' is not known here, expected an IANA name", given->mapping,
                        mapping->timezone);
    records_tell_begin(records, mapping_begins, mapping);
    census_take(&census, mapping, records);
    const char *folder = given->out ? given->out : mapping->city.code;
    int status = CTL_FAILED;
    if (records_error(records))
        ctl_fail("%s: %s", given->file, records_error(records));
    else if (!pack_generate(mapping, &census, folder, error, sizeof error))
        ctl_fail("%s", error);
    else
        status = pack_tell(folder, &census);
    census_clear(&census);
    return status;
}

int city_generate_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        own_options, own_parse, "CSV",
        "Makes the pack of the city that a CSV is from: areas, categories, organisations, channels and who acts."};
    struct given given = {0};
    struct pack_faults faults = {0};
    char error[512];
    ctl_options_read(ctl, &options, argc, argv, &given);
    struct mapping *mapping = mapping_read(given.mapping, &faults);
    if (!mapping) {
        pack_faults_print(&faults, stderr);
        pack_faults_clear(&faults);
        return CTL_FAILED;
    }
    struct records *records = records_new(given.file, error, sizeof error);
    int status = records ? records_generate(&given, mapping, records) : ctl_fail("%s", error);
    records_destroy(&records);
    mapping_destroy(&mapping);
    return status;
}
