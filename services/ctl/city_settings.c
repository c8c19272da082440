/* The pack's settings as people and programs read them. */
#include "services/ctl/city_settings.h"

#include <stdio.h>

#include "proto/lifecycle.h"

enum { AT_BYTES = LIMIT_TEXT_BYTES + 8, ROLES_BYTES = 128 };

/* As city.yaml has it: "50%", "due", "due+4wh". */
static void step_at(const struct ladder_step *step, char out[AT_BYTES])
{
    char after[LIMIT_TEXT_BYTES];
    if (step->kind == STEP_WARNING) {
        snprintf(out, AT_BYTES, "%d%%", step->percent);
    } else if (step->kind == STEP_OVERDUE) {
        snprintf(out, AT_BYTES, "due");
    } else {
        limit_print(step->after, after);
        snprintf(out, AT_BYTES, "due+%s", after);
    }
}

/* The limit of a kind of clock; false where it is not kept. */
static bool clock_limit(const struct pack *pack, enum clock_kind kind, char out[LIMIT_TEXT_BYTES])
{
    struct limit limit = pack->default_limit;
    if (kind != CLOCK_HANDLING && !pack_clock_limit(pack, kind, &limit))
        return false;
    limit_print(limit, out);
    return true;
}

static void ladder_print(const struct ladder *ladder)
{
    for (int i = 0; i < ladder->count; i++) {
        char at[AT_BYTES], roles[ROLES_BYTES];
        step_at(&ladder->steps[i], at);
        lifecycle_role_names(ladder->steps[i].roles, roles, sizeof roles);
        printf("%s%s %s", i ? "; " : "", at, *roles ? roles : "nobody");
    }
    putchar('\n');
}

void city_clocks_print(const struct pack *pack)
{
    char limit[LIMIT_TEXT_BYTES];
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++) {
        if (!clock_limit(pack, (enum clock_kind)kind, limit))
            continue;
        printf("%-20s%-6s", lifecycle_clock_name(kind), limit);
        ladder_print(pack_ladder(pack, (enum clock_kind)kind, -1));
    }
}

static json_t *roles_json(unsigned roles)
{
    json_t *list = json_array();
    for (const struct kind *role = person_roles; role->name; role++)
        if (role->number && roles & 1u << role->number)
            json_array_append_new(list, json_string(role->name));
    return list;
}

static json_t *ladder_json(const struct ladder *ladder)
{
    json_t *list = json_array();
    for (int i = 0; i < ladder->count; i++) {
        char at[AT_BYTES];
        step_at(&ladder->steps[i], at);
        json_array_append_new(list, json_pack("{s:s, s:o}", "at", at, "to", roles_json(ladder->steps[i].roles)));
    }
    return list;
}

json_t *city_clocks_json(const struct pack *pack)
{
    char limit[LIMIT_TEXT_BYTES];
    json_t *list = json_array();
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++)
        if (clock_limit(pack, (enum clock_kind)kind, limit))
            json_array_append_new(list,
                                  json_pack("{s:s, s:s, s:o}", "clock", lifecycle_clock_name(kind), "limit", limit,
                                            "ladder", ladder_json(pack_ladder(pack, (enum clock_kind)kind, -1))));
    return list;
}

static void limit_show(const char *label, const char *before, struct limit limit, const char *behind)
{
    char text[LIMIT_TEXT_BYTES];
    limit_print(limit, text);
    printf("%-20s%s %s%s\n", label, before, text, behind);
}

static void time_show(const char *label, const char *before, int64_t milliseconds, const char *behind)
{
    limit_show(label, before, (struct limit){LIMIT_CONTINUOUS, milliseconds}, behind);
}

void city_settings_print(const struct pack *pack)
{
    char text[64];
    snprintf(text, sizeof text, " of sign-off, %d times", pack->return_times);
    limit_show("return", "within", pack->return_within, text);
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

json_t *city_settings_json(const struct pack *pack)
{
    char return_within[LIMIT_TEXT_BYTES];
    limit_print(pack->return_within, return_within);
    return json_pack("{s:s, s:i, s:i, s:I, s:I, s:I, s:i, s:I, s:b, s:i, s:f, s:i}", "return_within", return_within,
                     "return_times", pack->return_times, "extension_times", pack->extension_times, "suspension_most_ms",
                     (json_int_t)pack->suspension_most_ms, "reopen_within_ms", (json_int_t)pack->reopen_within_ms,
                     "urge_every_ms", (json_int_t)pack->urge_every_ms, "urge_times", pack->urge_times,
                     "appeal_within_ms", (json_int_t)pack->appeal_within_ms, "escalate_on_overdue",
                     pack->escalate_on_overdue, "follow_up_attempts", pack->follow_up_attempts, "proposal_confidence",
                     pack->proposal_confidence, "calendar_last_year", pack_calendar_last_year(pack));
}
