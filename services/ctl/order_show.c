/* steward order list and order show: who has answered an order, and who has not. */
#include <stdio.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"
#include "services/ctl/terminal.h"

/* -- list -------------------------------------------------------------------------------------------------------- */

static const struct table_column list_columns[] = {
    {"order", 1, 0},    {"state", 0, 0},    {"issued", 0, 0}, {"answer by", 0, 0}, {"given", 1, 0},
    {"received", 1, 0}, {"answered", 1, 0}, {"pushes", 1, 0}, {"area", 0, 20},     {"title", 0, 48},
};

enum { LIST_COLUMNS = sizeof list_columns / sizeof *list_columns };

static void number_add(struct table *table, const json_t *object, const char *name)
{
    table_addf(table, "%lld", (long long)field_integer(object, name));
}

static void order_add(struct table *table, const json_t *order)
{
    char time[MOMENT_BYTES];
    number_add(table, order, "order");
    table_add(table, field_text(order, "state"));
    table_add(table, field_moment(order, "issued", time));
    table_add(table, field_moment(order, "answer_by", time));
    number_add(table, order, "given");
    number_add(table, order, "received");
    number_add(table, order, "answered");
    number_add(table, order, "pushes");
    table_add(table, field_text(order, "area"));
    table_add(table, field_text(order, "title"));
}

static int list_print(const json_t *reply)
{
    table_print_list(list_columns, LIST_COLUMNS, json_object_get(reply, "orders"), order_add);
    return CTL_DONE;
}

int order_list_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "Orders, newest first.\vTo page on give --before with the last number shown.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_order_list), .text = text, .print = list_print};
    return message_command_run(ctl, &command, argc, argv);
}

/* -- show -------------------------------------------------------------------------------------------------------- */

static const struct table_column missing_columns[] = {
    {"person", 0, 0}, {"name", 0, 0}, {"received", 0, 0}, {"pushed", 0, 0}, {"pushes", 1, 0}};
static const struct table_column answered_columns[] = {{"person", 0, 0},   {"name", 0, 0},   {"received", 0, 0},
                                                       {"answered", 0, 0}, {"late", 0, 0},   {"by", 0, 0},
                                                       {"count", 1, 0},    {"answer", 0, 48}};

enum {
    MISSING_COLUMNS = sizeof missing_columns / sizeof *missing_columns,
    ANSWERED_COLUMNS = sizeof answered_columns / sizeof *answered_columns
};

static void missing_add(struct table *table, const json_t *receipt)
{
    char time[MOMENT_BYTES];
    table_add(table, field_text(receipt, "person"));
    table_add(table, field_text(receipt, "name"));
    table_add(table, field_moment(receipt, "received", time));
    table_add(table, field_moment(receipt, "pushed", time));
    number_add(table, receipt, "pushes");
}

static void answered_add(struct table *table, const json_t *receipt)
{
    char time[MOMENT_BYTES];
    table_add(table, field_text(receipt, "person"));
    table_add(table, field_text(receipt, "name"));
    table_add(table, field_moment(receipt, "received", time));
    table_add(table, field_moment(receipt, "answered", time));
    table_add(table, field_true(receipt, "late") ? "late" : "");
    table_add(table, field_text(receipt, "by"));
    if (field_present(receipt, "count"))
        number_add(table, receipt, "count");
    else
        table_add(table, "");
    table_add(table, field_text(receipt, "answer"));
}

/* The receipts that have an answer, or those that have none. */
static json_t *receipts_choose(const json_t *receipts, bool answered)
{
    json_t *chosen = json_array();
    for (size_t i = 0; i < json_array_size(receipts); i++) {
        json_t *receipt = json_array_get(receipts, i);
        if (field_present(receipt, "answered") == answered)
            json_array_append(chosen, receipt);
    }
    return chosen;
}

static void receipts_print(const json_t *reply, bool answered)
{
    json_t *chosen = receipts_choose(json_object_get(reply, "receipts"), answered);
    if (json_array_size(chosen)) {
        printf("\n%s%s%s\n", terminal_ink(INK_BOLD), answered ? "answered 已反馈" : "not answered 未反馈",
               terminal_ink(INK_PLAIN));
        if (answered)
            table_print_list(answered_columns, ANSWERED_COLUMNS, chosen, answered_add);
        else
            table_print_list(missing_columns, MISSING_COLUMNS, chosen, missing_add);
    }
    json_decref(chosen);
}

static void line_print(const char *name, const char *text)
{
    if (*text)
        printf("  %-12s %s\n", name, text);
}

static void share_print(const json_t *reply, const char *name, const char *in_time, const char *percent)
{
    printf("  %-12s %lld of %lld, %.1f %%; %lld in time\n", name, (long long)field_integer(reply, name),
           (long long)field_integer(reply, "given"), json_number_value(json_object_get(reply, percent)),
           (long long)field_integer(reply, in_time));
}

static int show_print(const json_t *reply)
{
    char time[MOMENT_BYTES];
    const json_t *order = json_object_get(reply, "order");
    printf("%sorder %lld%s  %s\n", terminal_ink(INK_BOLD), (long long)field_integer(order, "order"),
           terminal_ink(INK_PLAIN), field_text(order, "title"));
    line_print("state", field_text(order, "state"));
    line_print("area", field_text(order, "area"));
    line_print("given by", field_text(order, "actor"));
    line_print("given at", field_moment(order, "issued", time));
    line_print("receive by", field_moment(order, "receive_by", time));
    line_print("answer by", field_moment(order, "answer_by", time));
    line_print("closed by", field_text(order, "closed_by"));
    line_print("reason", field_text(order, "reason"));
    line_print("text", field_text(order, "text"));
    share_print(reply, "received", "received_in_time", "received_percent");
    share_print(reply, "answered", "answered_in_time", "answered_percent");
    if (field_integer(reply, "count"))
        printf("  %-12s %lld\n", "counted", (long long)field_integer(reply, "count"));
    receipts_print(reply, false);
    receipts_print(reply, true);
    return CTL_DONE;
}

int order_show_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "One order: who has not answered it, and who has.";
    const struct message_command command = {
        .type = message_type_at(MESSAGE_order_show), .text = text, .print = show_print};
    return message_command_run(ctl, &command, argc, argv);
}
