/* steward notify list | show | open | retry | test: deliveries to people, as the service notify tells of them. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/command.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"
#include "services/ctl/text.h"

enum { TEXT_BYTES = 8192 };

static const struct table_column columns[] = {
    {"delivery", 1, 0}, {"state", 0, 0}, {"channel", 0, 20}, {"recipient", 0, 20}, {"event", 0, 20},
    {"ticket", 1, 0},   {"made", 0, 0},  {"done", 0, 0},     {"tries", 1, 0},      {"error", 0, 48},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static void delivery_add(struct table *table, const json_t *delivery)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(delivery, "delivery"));
    table_add(table, field_text(delivery, "state"));
    table_add(table, field_text(delivery, "channel"));
    table_add(table, field_text(delivery, "recipient"));
    table_add(table, field_text(delivery, "event"));
    if (field_present(delivery, "ticket"))
        table_addf(table, "%lld", (long long)field_integer(delivery, "ticket"));
    else
        table_add(table, "");
    table_add(table, field_moment(delivery, "made", time));
    table_add(table, field_moment(delivery, "done", time));
    table_addf(table, "%lld", (long long)field_integer(delivery, "attempts"));
    table_add(table, field_text(delivery, "error"));
}

static int list_print(const json_t *reply)
{
    table_print_list(columns, COLUMN_COUNT, json_object_get(reply, "deliveries"), delivery_add);
    return CTL_DONE;
}

static void line_print(const json_t *delivery, const char *name)
{
    char text[TEXT_BYTES];
    if (*field_text(delivery, name))
        printf("  %-12s %s\n", name, text_clip(text, sizeof text, field_text(delivery, name), 0));
}

static void moment_print(const json_t *delivery, const char *name)
{
    char time[MOMENT_BYTES];
    if (field_present(delivery, name))
        printf("  %-12s %s\n", name, field_moment(delivery, name, time));
}

/* Line by line, so that none of them can steer the terminal. */
static void text_print(const char *text)
{
    char line[TEXT_BYTES], clean[TEXT_BYTES];
    putchar('\n');
    while (*text) {
        size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        puts(text_clip(clean, sizeof clean, line, 0));
        text += length + (text[length] == '\n');
    }
}

static int show_print(const json_t *reply)
{
    const json_t *delivery = json_object_get(reply, "delivery");
    printf("delivery %lld\n", (long long)field_integer(delivery, "delivery"));
    line_print(delivery, "state");
    line_print(delivery, "channel");
    line_print(delivery, "recipient");
    line_print(delivery, "event");
    if (field_present(delivery, "ticket"))
        printf("  %-12s %lld\n", "ticket", (long long)field_integer(delivery, "ticket"));
    line_print(delivery, "key");
    line_print(delivery, "batch_key");
    moment_print(delivery, "made");
    moment_print(delivery, "not_before");
    moment_print(delivery, "next");
    moment_print(delivery, "done");
    moment_print(delivery, "opened");
    line_print(delivery, "opened_by");
    printf("  %-12s %lld\n", "tries", (long long)field_integer(delivery, "attempts"));
    line_print(delivery, "error");
    line_print(delivery, "title");
    text_print(field_text(delivery, "text"));
    return CTL_DONE;
}

static int open_print(const json_t *reply)
{
    char time[MOMENT_BYTES];
    printf("delivery %lld was opened %s by %s\n", (long long)field_integer(reply, "delivery"),
           field_moment(reply, "opened", time), field_text(reply, "opened_by"));
    return CTL_DONE;
}

static int retry_print(const json_t *reply)
{
    printf("%lld dead letters are sent again\n", (long long)field_integer(reply, "deliveries"));
    return CTL_DONE;
}

static int test_print(const json_t *reply)
{
    long long delivery = (long long)field_integer(reply, "delivery");
    printf("delivery %lld is on its way; steward notify show %lld tells how that went\n", delivery, delivery);
    return CTL_DONE;
}

static int run(struct ctl *ctl, enum message_id message, const char *text, int (*print)(const json_t *), int argc,
               char **argv)
{
    const struct message_command command = {.type = message_type_at(message), .text = text, .print = print};
    return message_command_run(ctl, &command, argc, argv);
}

int notify_list_run(struct ctl *ctl, int argc, char **argv)
{
    return run(ctl, MESSAGE_notify_list,
               "What is told to whom and how that went, newest first; only about the ticket NUMBER where it is given."
               "\vTo page on give --before with the last number shown.",
               list_print, argc, argv);
}

int notify_show_run(struct ctl *ctl, int argc, char **argv)
{
    return run(ctl, MESSAGE_notify_show, "One delivery with its text.", show_print, argc, argv);
}

int notify_open_run(struct ctl *ctl, int argc, char **argv)
{
    return run(ctl, MESSAGE_notice_open,
               "Says that --actor has opened what delivery NUMBER told; the first time counts, and stands in the "
               "ticket's timeline.",
               open_print, argc, argv);
}

int notify_retry_run(struct ctl *ctl, int argc, char **argv)
{
    return run(ctl, MESSAGE_notify_retry,
               "Sends dead letters again, under the keys that they had: the message that carried delivery NUMBER, or "
               "all of them.",
               retry_print, argc, argv);
}

int notify_test_run(struct ctl *ctl, int argc, char **argv)
{
    return run(ctl, MESSAGE_notify_test, "Sends a test message over a channel, at once.", test_print, argc, argv);
}
