/* steward report: the figures of a period, and steward report tickets: the tickets behind one of them. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/report_table.h"
#include "services/ctl/table.h"

/* In the order of the table. Those that are not `always` are shown where the period has any. */
static const struct figure {
    const char *name;
    bool always;
} figures[] = {
    {"received", true},   {"accepted", false},      {"dispatched", true},   {"handled", true},
    {"closed", true},     {"closed_on_time", true}, {"closed_late", true},  {"closed_without_limit", false},
    {"returned", false},  {"reworked", false},      {"rejected", false},    {"voided", false},
    {"withdrawn", false}, {"overdue", true},        {"followed_up", false},
};

/* A part of a whole, in per cent; the whole is the sum of two figures, or one. */
static const struct rate {
    const char *heading, *part, *whole, *whole_too;
} rates[] = {
    {"closing%", "closed", "dispatched", NULL},   {"on-time%", "closed_on_time", "closed_on_time", "closed_late"},
    {"return%", "returned", "dispatched", NULL},  {"rework%", "reworked", "handled", NULL},
    {"reached%", "reached", "followed_up", NULL}, {"solved%", "solved", "reached", NULL},
    {"satisfied%", "satisfied", "reached", NULL},
};

enum {
    FIGURE_COUNT = sizeof figures / sizeof *figures,
    RATE_COUNT = sizeof rates / sizeof *rates,
    COLUMNS_MOST = 2 + FIGURE_COUNT + RATE_COUNT
};

static bool figure_shown(const struct figure *figure, const json_t *total)
{
    return figure->always || field_integer(total, figure->name) > 0;
}

static int64_t rate_whole(const struct rate *rate, const json_t *row)
{
    return field_integer(row, rate->whole) + (rate->whole_too ? field_integer(row, rate->whole_too) : 0);
}

/* A part that never happens needs no rate, but the first two are what a report is for. */
static bool rate_shown(const struct rate *rate, const json_t *total)
{
    return rate < rates + 2 || (rate_whole(rate, total) > 0 && field_integer(total, rate->part) > 0);
}

static size_t columns_make(struct table_column columns[COLUMNS_MOST], const json_t *total)
{
    size_t count = 0;
    columns[count++] = (struct table_column){"code", 0, 20};
    columns[count++] = (struct table_column){"name", 0, 28};
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (figure_shown(&figures[i], total))
            columns[count++] = (struct table_column){figures[i].name, 1, 0};
    for (size_t i = 0; i < RATE_COUNT; i++)
        if (rate_shown(&rates[i], total))
            columns[count++] = (struct table_column){rates[i].heading, 1, 0};
    return count;
}

/* In tenths of a per cent, rounded; "-" where there is nothing to divide by. */
static void rate_add(struct table *table, const json_t *row, const struct rate *rate)
{
    int64_t part = field_integer(row, rate->part), whole = rate_whole(rate, row);
    if (whole == 0)
        table_add(table, "-");
    else
        table_addf(table, "%.1f", 100.0 * (double)part / (double)whole);
}

static void row_add(struct table *table, const json_t *row, const json_t *total, const char *code, const char *name)
{
    table_add(table, *code ? code : "-");
    table_add(table, *code ? name : "(nobody yet)");
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (figure_shown(&figures[i], total))
            table_addf(table, "%lld", (long long)field_integer(row, figures[i].name));
    for (size_t i = 0; i < RATE_COUNT; i++)
        if (rate_shown(&rates[i], total))
            rate_add(table, row, &rates[i]);
}

static int figures_print(const json_t *reply)
{
    const json_t *rows = json_object_get(reply, "rows"), *total = json_object_get(reply, "total");
    struct table_column columns[COLUMNS_MOST];
    struct table *table = table_new(columns, columns_make(columns, total));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        row_add(table, row, total, field_text(row, "code"), field_text(row, "name"));
    }
    row_add(table, total, total, "total", "合计");
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
    const struct message_command command = {.type = message_type_at(MESSAGE_figures),
                                            .text = text,
                                            .print = figures_print,
                                            .tabulate = report_table_figures};
    return message_command_run(ctl, &command, argc, argv);
}

static void ticket_add(struct table *table, const json_t *ticket)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(ticket, "position"));
    table_addf(table, "%lld", (long long)field_integer(ticket, "ticket"));
    table_add(table, field_moment(ticket, "at", time));
    table_add(table, field_text(ticket, "organisation"));
    table_add(table, field_moment(ticket, "due", time));
    table_add(table, field_true(ticket, "late") ? "late" : "");
}

static int tickets_print(const json_t *reply)
{
    static const struct table_column columns[] = {{"position", 1, 0},     {"ticket", 1, 0}, {"at", 0, 0},
                                                  {"organisation", 0, 0}, {"due", 0, 0},    {"late", 0, 0}};
    table_print_list(columns, sizeof columns / sizeof *columns, json_object_get(reply, "tickets"), ticket_add);
    return CTL_DONE;
}

int report_tickets_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "The tickets behind a figure, one a line for each time that it counts.\v"
                               "FIGURE is the heading of a column of steward report, such as closed_late; --by and "
                               "--value choose one of its rows. To page on give --after with the last position shown.";
    const struct message_command command = {.type = message_type_at(MESSAGE_figures_tickets),
                                            .text = text,
                                            .print = tickets_print,
                                            .tabulate = report_table_tickets};
    return message_command_run(ctl, &command, argc, argv);
}
