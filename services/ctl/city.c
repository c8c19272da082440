/* steward city check | load: packs from folders. */
#include <stdio.h>

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

int city_check_run(struct ctl *ctl, int argc, char **argv)
{
    struct city_folder city = {0};
    const char *folder =
        folder_read(ctl, "Tells every fault of a city pack, with file and line; changes nothing.", argc, argv);
    if (!folder)
        return CTL_USAGE;
    int status = CTL_DONE;
    if (!city_folder_read(folder, &city)) {
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
    int status = city_folder_read(folder, &city) ? pack_load_tell(ctl, &city, 0) : pack_faults_tell(ctl, &city.faults);
    city_folder_clear(&city);
    return status;
}
