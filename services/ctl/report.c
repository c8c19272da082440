/* steward report: the figures of a period, and steward report tickets: the tickets behind one of them. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"

/* What a row shows, and the two figures of each rate: numerator / (numerator + other, or denominator). */
static const char *const figures[] = {"received",  "accepted",       "dispatched",  "handled",
                                      "closed",    "closed_on_time", "closed_late", "closed_without_limit",
                                      "returned",  "reworked",       "rejected",    "voided",
                                      "withdrawn", "overdue"};

struct rate {
    const char *heading, *part, *whole, *whole_too; /* whole is the sum of both; whole_too may be NULL */
};

static const struct rate rates[] = {
    {"closing%", "closed", "dispatched", NULL},   {"on-time%", "closed_on_time", "closed_on_time", "closed_late"},
    {"return%", "returned", "dispatched", NULL},  {"rework%", "reworked", "handled", NULL},
    {"reached%", "reached", "followed_up", NULL}, {"solved%", "solved", "reached", NULL},
    {"satisfied%", "satisfied", "reached", NULL},
};

enum {
    FIGURE_COUNT = sizeof figures / sizeof *figures,
    RATE_COUNT = sizeof rates / sizeof *rates,
    COLUMN_COUNT = 2 + FIGURE_COUNT + RATE_COUNT
};

static void columns_make(struct table_column columns[COLUMN_COUNT])
{
    columns[0] = (struct table_column){"code", 0, 20};
    columns[1] = (struct table_column){"name", 0, 28};
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        columns[2 + i] = (struct table_column){figures[i], 1, 0};
    for (size_t i = 0; i < RATE_COUNT; i++)
        columns[2 + FIGURE_COUNT + i] = (struct table_column){rates[i].heading, 1, 0};
}

/* In tenths of a per cent, rounded; "-" where there is nothing to divide by. */
static void rate_add(struct table *table, const json_t *row, const struct rate *rate)
{
    int64_t part = field_integer(row, rate->part);
    int64_t whole = field_integer(row, rate->whole) + (rate->whole_too ? field_integer(row, rate->whole_too) : 0);
    if (whole == 0)
        table_add(table, "-");
    else
        table_addf(table, "%.1f", 100.0 * (double)part / (double)whole);
}

static void row_add(struct table *table, const json_t *row, const char *code, const char *name)
{
    table_add(table, code);
    table_add(table, name);
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        table_addf(table, "%lld", (long long)field_integer(row, figures[i]));
    for (size_t i = 0; i < RATE_COUNT; i++)
        rate_add(table, row, &rates[i]);
}

static int figures_print(const json_t *reply)
{
    size_t i;
    const json_t *row, *rows = json_object_get(reply, "rows");
    struct table_column columns[COLUMN_COUNT];
    columns_make(columns);
    struct table *table = table_new(columns, COLUMN_COUNT);
    json_array_foreach(rows, i, row) row_add(table, row, field_text(row, "code"), field_text(row, "name"));
    row_add(table, json_object_get(reply, "total"), "total", "合计");
    table_print(table);
    table_destroy(&table);
    printf("counted up to position %lld of the log\n", (long long)field_integer(reply, "position"));
    return CTL_DONE;
}

int report_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "The figures of a period, from the rollups.\v"
        "Rates, in per cent: closing = closed / dispatched; on-time = closed_on_time / (closed_on_time + closed_late); "
        "return = returned / dispatched; rework = reworked / handled; reached = reached / followed_up; solved and "
        "satisfied = … / reached. steward report tickets lists the tickets behind a figure.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_figures), .text = text, .print = figures_print};
    return message_command_run(ctl, &command, argc, argv);
}

static int tickets_print(const json_t *reply)
{
    static const struct table_column columns[] = {{"position", 1, 0},     {"ticket", 1, 0}, {"at", 0, 0},
                                                  {"organisation", 0, 0}, {"due", 0, 0},    {"late", 0, 0}};
    size_t i;
    const json_t *row, *rows = json_object_get(reply, "tickets");
    char time[MOMENT_BYTES];
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    json_array_foreach(rows, i, row)
    {
        table_addf(table, "%lld", (long long)field_integer(row, "position"));
        table_addf(table, "%lld", (long long)field_integer(row, "ticket"));
        table_add(table, field_moment(row, "at", time));
        table_add(table, field_text(row, "organisation"));
        table_add(table, field_moment(row, "due", time));
        table_add(table, field_true(row, "late") ? "late" : "");
    }
    table_print(table);
    table_destroy(&table);
    return CTL_DONE;
}

int report_tickets_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "The tickets behind a figure, one a line for each time that it counts.\v"
                               "FIGURE is the heading of a column of steward report, such as closed_late; --by and "
                               "--value choose one of its rows. To page on give --after with the last position shown.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_figures_tickets), .text = text, .print = tickets_print};
    return message_command_run(ctl, &command, argc, argv);
}
