/* steward city show: what is loaded of a city. */
#include <stdio.h>

#include "common/base/instant.h"
#include "services/ctl/city_settings.h"
#include "services/ctl/city_tell.h"
#include "services/ctl/command.h"

static int areas_of_kind(const struct pack *pack, int kind)
{
    int count = 0;
    for (int i = 0; i < pack->area_count; i++)
        count += pack->areas[i].kind == kind;
    return count;
}

static int organisations_of_kind(const struct pack *pack, int kind)
{
    int count = 0;
    for (int i = 0; i < pack->organisation_count; i++)
        count += pack->organisations[i].kind == kind;
    return count;
}

static int people_of_role(const struct pack *pack, int role)
{
    int count = 0;
    int32_t today = pack_date(pack, instant_now());
    for (int i = 0; i < pack->person_count; i++)
        count += (pack_person_roles(pack, i, -1, today) & 1u << role) != 0;
    return count;
}

typedef int kind_count(const struct pack *pack, int kind);

/* One line: how many things there are, and of which kinds. */
static void kinds_show(const struct pack *pack, const char *label, int total, const struct kind *kinds,
                       kind_count *count)
{
    const char *separator = "  ";
    printf("%-15s%5d", label, total);
    for (const struct kind *kind = kinds; kind->name; kind++) {
        int number = count(pack, kind->number);
        if (number)
            printf("%s%d %s", separator, number, kind->label);
        if (number)
            separator = ", ";
    }
    putchar('\n');
}

static void pack_show(const struct pack *pack, int32_t version)
{
    printf("%s %s, version %d\n%s\n\n", pack->code, pack->name, version, pack->source);
    printf("%-20s%s\n", "time zone", pack->timezone);
    printf("%-20s%s\n", "triage",
           pack->triage_by_rule ? "rule: what a rule covers is dispatched at once" : "operator: a person dispatches");
    city_settings_print(pack);
    putchar('\n');
    city_clocks_print(pack);
    putchar('\n');
    kinds_show(pack, "areas", pack->area_count, area_kinds, areas_of_kind);
    kinds_show(pack, "organisations", pack->organisation_count, organisation_kinds, organisations_of_kind);
    kinds_show(pack, "people", pack->person_count, person_roles, people_of_role);
    printf("%-15s%5d\n%-15s%5d\n%-15s%5d\n", "categories", pack->category_count, "channels", pack->channel_count,
           "rules", pack->rule_count);
}

int city_show_run(struct ctl *ctl, int argc, char **argv)
{
    char *code = NULL;
    const struct ctl_options options = {.parse = argument_parse,
                                        .arguments = "[CODE]",
                                        .text = "Shows what is loaded of a city: the newest version of its pack."};
    ctl_options_read(ctl, &options, argc, argv, &code);
    if (code)
        ctl->city = code;
    if (!ctl_city(ctl))
        return CTL_FAILED;
    int32_t version = city_version_read(ctl);
    struct pack *pack = version ? city_version_pack(ctl, version) : NULL;
    if (!pack)
        return CTL_FAILED;
    if (ctl->json) {
        json_t *json = pack_json(pack);
        json_object_set_new(json, "version", json_integer(version));
        json_object_set_new(json, "settings", city_settings_json(pack));
        json_object_set_new(json, "clocks", city_clocks_json(pack));
        json_tell(json);
    } else {
        pack_show(pack, version);
    }
    pack_destroy(&pack);
    return CTL_DONE;
}
