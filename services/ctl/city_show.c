/* steward city show: what is loaded of a city. */
#include <stdio.h>

#include "proto/lifecycle.h"
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
    for (int i = 0; i < pack->person_count; i++)
        count += (pack->people[i].roles & 1u << role) != 0;
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

static void step_print(const struct ladder_step *step, char *out, size_t size)
{
    char after[LIMIT_TEXT_BYTES], roles[128];
    lifecycle_role_names(step->roles, roles, sizeof roles);
    if (step->kind == STEP_WARNING)
        snprintf(out, size, "%d%% %s", step->percent, roles);
    else if (step->kind == STEP_OVERDUE)
        snprintf(out, size, "due %s", *roles ? roles : "nobody");
    else {
        limit_print(step->after, after);
        snprintf(out, size, "due+%s %s", after, roles);
    }
}

/* One line for each kind of clock that is kept: how long it may run, and who is told when. */
static void clocks_show(const struct pack *pack)
{
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++) {
        struct limit limit = pack->default_limit;
        char text[LIMIT_TEXT_BYTES], step[192];
        const struct ladder *ladder = pack_ladder(pack, (enum clock_kind)kind, -1);
        if (kind != CLOCK_HANDLING && !pack_clock_limit(pack, (enum clock_kind)kind, &limit))
            continue;
        limit_print(limit, text);
        printf("%-20s%-6s", lifecycle_clock_name(kind), text);
        for (int i = 0; i < ladder->count; i++) {
            step_print(&ladder->steps[i], step, sizeof step);
            printf("%s%s", i ? "; " : "", step);
        }
        putchar('\n');
    }
}

static void time_show(const char *label, const char *before, int64_t milliseconds, const char *behind)
{
    char text[LIMIT_TEXT_BYTES];
    limit_print((struct limit){LIMIT_CONTINUOUS, milliseconds}, text);
    printf("%-20s%s %s%s\n", label, before, text, behind);
}

static void settings_show(const struct pack *pack)
{
    char text[64];
    snprintf(text, sizeof text, " of sign-off, %d times", pack->return_times);
    time_show("return", "within", pack->return_within_ms, text);
    printf("%-20s%d times\n", "extension", pack->extension_times);
    time_show("suspension", "at most", pack->suspension_most_ms, "");
    time_show("reopen", "within", pack->reopen_within_ms, " of the closing");
    snprintf(text, sizeof text, ", %d times", pack->urge_times);
    time_show("urge", "every", pack->urge_every_ms, text);
    time_show("appeal", "within", pack->appeal_within_ms, " of the closing");
    printf("%-20s%s\n", "overdue", pack->escalate_on_overdue ? "goes one level up by itself" : "stays where it is");
    printf("%-20s%d attempts\n", "follow-up", pack->follow_up_attempts);
    if (pack->proposal_confidence > 0)
        printf("%-20sused by themselves from %.4g on, where no rule decides\n", "proposals", pack->proposal_confidence);
    else
        printf("%-20snever used by themselves\n", "proposals");
    if (pack_calendar_last_year(pack))
        printf("%-20sto %d\n", "calendar", pack_calendar_last_year(pack));
}

static void pack_show(const struct pack *pack, int32_t version)
{
    printf("%s %s, version %d\n%s\n\n", pack->code, pack->name, version, pack->source);
    printf("%-20s%s\n", "time zone", pack->timezone);
    printf("%-20s%s\n", "triage",
           pack->triage_by_rule ? "rule: what a rule covers is dispatched at once" : "operator: a person dispatches");
    settings_show(pack);
    putchar('\n');
    clocks_show(pack);
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
        json_tell(json);
    } else {
        pack_show(pack, version);
    }
    pack_destroy(&pack);
    return CTL_DONE;
}
