/* steward city check | load: packs from folders. */
#include <stdio.h>

#include "common/city/notify_file.h"
#include "services/ctl/city_tell.h"
#include "services/ctl/command.h"

enum { LOG_SPAN_LEAST = 4096, LOG_SPAN_MOST = 1 << 30 };

static int folder_miss(void)
{
    ctl_fail("FOLDER: is missing, expected the folder of a pack (--help tells more)");
    return CTL_USAGE;
}

static const char *folder_read(struct ctl *ctl, const char *text, int argc, char **argv)
{
    char *folder = NULL;
    const struct ctl_options options = {.parse = argument_parse, .arguments = "FOLDER", .text = text};
    ctl_options_read(ctl, &options, argc, argv, &folder);
    if (!folder)
        folder_miss();
    return folder;
}

/* A pack may name places within private networks only where this installation allows them; where there is none, it
 * allows nothing. */
static bool places_check(struct ctl *ctl, struct city_folder *city)
{
    char error[512];
    size_t before = city->faults.count;
    if (!ctl->settings)
        ctl->settings = settings_read(settings_home(ctl->home), error, sizeof error);
    const struct settings_notify none = {0}, *notify = ctl->settings ? &ctl->settings->notify : &none;
    notify_places_check(city->pack->notify, notify->allow, notify->allow_count, &city->faults);
    return city->faults.count == before;
}

static bool folder_check(struct ctl *ctl, const char *folder, struct city_folder *city)
{
    return city_folder_read(folder, city) && places_check(ctl, city);
}

int city_check_run(struct ctl *ctl, int argc, char **argv)
{
    struct city_folder city = {0};
    const char *folder =
        folder_read(ctl, "Tells every fault of a city pack, with file and line; changes nothing.", argc, argv);
    if (!folder)
        return CTL_USAGE;
    int status = CTL_DONE;
    if (!folder_check(ctl, folder, &city)) {
        status = pack_faults_tell(ctl, &city.faults);
    } else if (ctl->json) {
        json_tell(pack_json(city.pack));
    } else {
        printf("%s %s: good: ", city.pack->code, city.pack->name);
        pack_counts_tell(city.pack);
    }
    city_folder_clear(&city);
    return status;
}

/* What `city load` was told. */
struct loading {
    char *folder;
    struct pack_load load;
};

static error_t loading_parse(int key, char *arg, struct argp_state *state)
{
    struct loading *loading = state->input;
    if (key != 's')
        return argument_take(key, arg, state, &loading->folder);
    loading->load.log_span = ctl_number(state, "log-span", arg, LOG_SPAN_LEAST, LOG_SPAN_MOST);
    return 0;
}

int city_load_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option own[] = {
        {"log-span", 's', "POSITIONS", 0, "a new city: how much of its log is archived at a time (16777216)", 0}, {0}};
    static const struct ctl_options options = {
        .options = own,
        .parse = loading_parse,
        .arguments = "FOLDER",
        .text =
            "Loads a city pack as a new version if anything in it changed; a pack with a fault is not loaded at all.\v"
            "A ticket has about a dozen events in its life: --log-span of a town is best what it has in a year."};
    struct city_folder city = {0};
    struct loading loading = {0};
    ctl_options_read(ctl, &options, argc, argv, &loading);
    if (!loading.folder)
        return folder_miss();
    int status = folder_check(ctl, loading.folder, &city) ? pack_load_tell(ctl, &city, &loading.load)
                                                          : pack_faults_tell(ctl, &city.faults);
    city_folder_clear(&city);
    return status;
}
