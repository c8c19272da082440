/* steward board due, board overdue: what falls due when and whose it is, what is overdue and who was told. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"
#include "services/ctl/terminal.h"

/* As `heading: number` pairs after the figure, most usual first: jansson keeps the order of the reply. */
static void steps_print(json_t *steps)
{
    const char *name;
    const json_t *number;
    const char *before = " (";
    json_object_foreach(steps, name, number)
    {
        printf("%s%s %lld", before, name, (long long)json_integer_value(number));
        before = ", ";
    }
    if (*before == ',')
        putchar(')');
    putchar('\n');
}

static void text_or_dash_add(struct table *table, const json_t *row, const char *field, const char *otherwise)
{
    table_add(table, field_present(row, field) ? field_text(row, field) : otherwise);
}

static void counts_add(struct table *table, const json_t *row)
{
    static const char *const figures[] = {"hour", "today", "week", "overdue"};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        table_addf(table, "%lld", (long long)field_integer(row, figures[i]));
    table_add(table, field_text(row, "worst"));
}

static void department_add(struct table *table, const json_t *row)
{
    text_or_dash_add(table, row, "organisation", "(command centre)");
    table_add(table, field_text(row, "name"));
    counts_add(table, row);
}

static void handler_add(struct table *table, const json_t *row)
{
    text_or_dash_add(table, row, "handler", "(nobody yet)");
    table_add(table, field_text(row, "name"));
    counts_add(table, row);
}

static void due_ticket_add(struct table *table, const json_t *row)
{
    char due[MOMENT_BYTES], next[MOMENT_BYTES];
    table_add(table, field_moment(row, "due", due));
    table_addf(table, "%lld", (long long)field_integer(row, "ticket"));
    table_add(table, field_text(row, "organisation"));
    table_add(table, field_text(row, "handler"));
    table_add(table, field_text(row, "step"));
    table_add(table, field_moment(row, "next", next));
    table_add(table, field_text(row, "title"));
}

static void due_totals_print(const json_t *reply)
{
    static const char *const horizons[] = {"hour", "today", "week"};
    static const char *const names[] = {"in the next hour", "today", "this week"};
    const json_t *totals = json_object_get(reply, "totals"), *until = json_object_get(reply, "until");
    char time[MOMENT_BYTES];
    printf("%sdue%s\n", terminal_ink(INK_BOLD), terminal_ink(INK_PLAIN));
    for (size_t i = 0; i < sizeof horizons / sizeof *horizons; i++)
        printf("  %-16s %6lld  until %s\n", names[i], (long long)field_integer(totals, horizons[i]),
               field_moment(until, horizons[i], time));
    printf("  %-16s %6lld ", "overdue", (long long)field_integer(totals, "overdue"));
    steps_print(json_object_get(totals, "steps"));
}

static void list_print(const struct table_column *columns, size_t count, const json_t *reply, const char *name,
                       void (*add)(struct table *table, const json_t *entry))
{
    const json_t *list = json_object_get(reply, name);
    if (!json_array_size(list))
        return;
    putchar('\n');
    table_print_list(columns, count, list, add);
}

static void next_print(const json_t *reply)
{
    if (field_present(reply, "next"))
        printf("\nmore: --after %s\n", field_text(reply, "next"));
}

static int due_print(const json_t *reply)
{
    static const struct table_column departments[] = {{"department", 0, 20}, {"name", 0, 24}, {"hour", 1, 0},
                                                      {"today", 1, 0},       {"week", 1, 0},  {"overdue", 1, 0},
                                                      {"worst", 0, 0}};
    static const struct table_column handlers[] = {{"handler", 0, 20}, {"name", 0, 24}, {"hour", 1, 0},
                                                   {"today", 1, 0},    {"week", 1, 0},  {"overdue", 1, 0},
                                                   {"worst", 0, 0}};
    static const struct table_column tickets[] = {{"due", 0, 0},      {"ticket", 1, 0}, {"department", 0, 16},
                                                  {"handler", 0, 16}, {"step", 0, 0},   {"next step", 0, 0},
                                                  {"title", 0, 40}};
    due_totals_print(reply);
    list_print(departments, sizeof departments / sizeof *departments, reply, "departments", department_add);
    list_print(handlers, sizeof handlers / sizeof *handlers, reply, "handlers", handler_add);
    list_print(tickets, sizeof tickets / sizeof *tickets, reply, "tickets", due_ticket_add);
    next_print(reply);
    return CTL_DONE;
}

/* -- overdue ----------------------------------------------------------------------------------------------------- */

static void ticket_cells_add(struct table *table, const json_t *row)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(row, "ticket"));
    table_add(table, field_moment(row, "due", time));
    table_add(table, moment_span(time, field_integer(row, "late")));
    table_add(table, field_text(row, "step"));
    table_add(table, field_text(row, "organisation"));
    table_add(table, field_text(row, "handler"));
}

static void told_cells_add(struct table *table, const json_t *told)
{
    char time[MOMENT_BYTES];
    const char *recipient = field_text(told, "recipient");
    table_addf(table, "%s%s%s", field_text(told, "channel"), *recipient ? " " : "", recipient);
    if (field_present(told, "sent"))
        table_add(table, field_moment(told, "sent", time));
    else
        table_add(table, field_text(told, "state"));
    if (field_present(told, "opened"))
        table_addf(table, "%s %s", field_moment(told, "opened", time), field_text(told, "opened_by"));
    else
        table_add(table, "");
}

/* A ticket and the first who was told of it in one row, each further one below. */
static void overdue_add(struct table *table, const json_t *row)
{
    enum { TICKET_CELLS = 6, TOLD_CELLS = 3 };
    const json_t *told = json_object_get(row, "told");
    size_t count = json_array_size(told);
    ticket_cells_add(table, row);
    for (int i = 0; !count && i < TOLD_CELLS; i++)
        table_add(table, "");
    if (count)
        told_cells_add(table, json_array_get(told, 0));
    table_add(table, field_text(row, "title"));
    for (size_t t = 1; t < count; t++) {
        for (int i = 0; i < TICKET_CELLS; i++)
            table_add(table, "");
        told_cells_add(table, json_array_get(told, t));
        table_add(table, "");
    }
}

static int overdue_print(const json_t *reply)
{
    static const struct table_column columns[] = {
        {"ticket", 1, 0},   {"due", 0, 0},   {"late", 1, 0}, {"step", 0, 0},   {"department", 0, 16},
        {"handler", 0, 16}, {"told", 0, 24}, {"sent", 0, 0}, {"opened", 0, 0}, {"title", 0, 32}};
    printf("%soverdue%s %lld", terminal_ink(INK_BOLD), terminal_ink(INK_PLAIN),
           (long long)field_integer(reply, "total"));
    steps_print(json_object_get(reply, "steps"));
    list_print(columns, sizeof columns / sizeof *columns, reply, "tickets", overdue_add);
    next_print(reply);
    return CTL_DONE;
}

int board_due_run(struct ctl *ctl, int argc, char **argv)
{
    const struct message_command command = {
        .type = message_type_at(MESSAGE_board_due),
        .text = "What falls due in the next hour, today and this week: by department, by handler, and the tickets of "
                "one --horizon, soonest first.\vTo page on give --after with what was shown last.",
        .print = due_print};
    return message_command_run(ctl, &command, argc, argv);
}

int board_overdue_run(struct ctl *ctl, int argc, char **argv)
{
    const struct message_command command = {
        .type = message_type_at(MESSAGE_board_overdue),
        .text = "What is overdue, longest first: at which step of its ladder, and who was told of it when, and has "
                "opened it when.\vTo page on give --after with what was shown last.",
        .print = overdue_print};
    return message_command_run(ctl, &command, argc, argv);
}
