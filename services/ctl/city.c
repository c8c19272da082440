/* steward city check | load: packs from folders. */
#include <stdio.h>

#include "common/city/notify_file.h"
#include "services/ctl/city_tell.h"
#include "services/ctl/command.h"

static const char *folder_read(struct ctl *ctl, const char *text, int argc, char **argv)
{
    char *folder = NULL;
    const struct ctl_options options = {.parse = argument_parse, .arguments = "FOLDER", .text = text};
    ctl_options_read(ctl, &options, argc, argv, &folder);
    if (!folder)
        ctl_fail("FOLDER: is missing, expected the folder of a pack (--help tells more)");
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

int city_load_run(struct ctl *ctl, int argc, char **argv)
{
    struct city_folder city = {0};
    const char *folder = folder_read(
        ctl, "Loads a city pack as a new version if anything in it changed; a pack with a fault is not loaded at all.",
        argc, argv);
    if (!folder)
        return CTL_USAGE;
    int status = folder_check(ctl, folder, &city) ? pack_load_tell(ctl, &city, 0) : pack_faults_tell(ctl, &city.faults);
    city_folder_clear(&city);
    return status;
}
