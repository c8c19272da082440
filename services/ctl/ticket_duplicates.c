/* steward ticket duplicates: tickets that may tell of the same thing, with what speaks for each. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"

static const struct table_column columns[] = {
    {"score", 1, 0},  {"ticket", 1, 0}, {"state", 0, 0}, {"received", 0, 0}, {"apart", 1, 0},
    {"metres", 1, 0}, {"text", 1, 0},   {"same", 0, 0},  {"title", 0, 48},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns, SAME_BYTES = 64, HOUR_MS = 3600000 };

static double number(const json_t *object, const char *name)
{
    return json_number_value(json_object_get(object, name));
}

/* "category area address": what both have the same. */
static const char *same_text(const json_t *evidence, char out[SAME_BYTES])
{
    const char *category = field_true(evidence, "same_category")   ? "category "
                           : field_true(evidence, "near_category") ? "near-category "
                                                                   : "";
    snprintf(out, SAME_BYTES, "%s%s%s", category, field_true(evidence, "same_area") ? "area " : "",
             field_true(evidence, "same_address") ? "address" : "");
    return out;
}

static void candidate_add(struct table *table, const json_t *candidate)
{
    char time[MOMENT_BYTES], same[SAME_BYTES];
    const json_t *evidence = json_object_get(candidate, "evidence");
    table_addf(table, "%.3f", number(candidate, "score"));
    table_addf(table, "%lld", (long long)field_integer(candidate, "ticket"));
    table_add(table, field_text(candidate, "state"));
    table_add(table, field_moment(candidate, "received", time));
    table_add(table, moment_span(time, (int64_t)(number(evidence, "hours_apart") * HOUR_MS)));
    if (field_present(evidence, "distance_m"))
        table_addf(table, "%.0f", number(evidence, "distance_m"));
    else
        table_add(table, "");
    table_addf(table, "%.2f", number(evidence, "text_similarity"));
    table_add(table, same_text(evidence, same));
    table_add(table, field_text(candidate, "title"));
}

static int duplicates_print(const json_t *reply)
{
    const json_t *candidates = json_object_get(reply, "candidates");
    if (json_array_size(candidates) == 0)
        printf("nothing like it is known (compared up to position %lld)\n",
               (long long)field_integer(reply, "position"));
    else
        table_print_list(columns, COLUMN_COUNT, candidates, candidate_add);
    return CTL_DONE;
}

int ticket_duplicates_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "Tickets that may tell of the same thing as ticket NUMBER, or as a complaint that is not submitted yet, best "
        "first, with what speaks for each. Nothing is changed.\v"
        "A complaint needs --title, and --area or coordinates. docs/duplicates.md says what a score means.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_ticket_duplicates), .text = text, .print = duplicates_print};
    return message_command_run(ctl, &command, argc, argv);
}
