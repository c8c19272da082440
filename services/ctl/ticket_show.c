/* steward ticket show: one ticket with its tasks, clocks, alerts and timeline. */
#include <stdio.h>
#include <string.h>

#include "common/base/instant.h"
#include "proto/lifecycle.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/event_text.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"
#include "services/ctl/terminal.h"
#include "services/ctl/text.h"

enum { TEXT_BYTES = 4096 };

static void heading_print(const char *heading)
{
    printf("\n%s%s%s\n", terminal_ink(INK_BOLD), heading, terminal_ink(INK_PLAIN));
}

static void line_print(const json_t *ticket, const char *name, const char *label)
{
    char text[TEXT_BYTES];
    if (*field_text(ticket, name))
        printf("  %-13s %s\n", label, text_clip(text, sizeof text, field_text(ticket, name), 0));
}

static void due_print(const json_t *ticket)
{
    char due[MOMENT_BYTES], left[MOMENT_BYTES];
    if (!field_present(ticket, "due"))
        return;
    int64_t span = field_integer(ticket, "due") - instant_now();
    const char *state = field_text(ticket, "state");
    bool open = !lifecycle_state_ended(lifecycle_state_of(state, strlen(state))) && strcmp(state, "handled") != 0 &&
                strcmp(state, "verified") != 0;
    printf("  %-13s %s", "due", field_moment(ticket, "due", due));
    if (field_true(ticket, "late"))
        printf("  %slate%s", terminal_ink(INK_RED), terminal_ink(INK_PLAIN));
    else if (open && span < 0)
        printf("  %soverdue by %s%s", terminal_ink(INK_RED), moment_span(left, -span), terminal_ink(INK_PLAIN));
    else if (open)
        printf("  in %s", moment_span(left, span));
    putchar('\n');
}

static void place_print(const json_t *ticket)
{
    if (field_present(ticket, "latitude") && field_present(ticket, "longitude"))
        printf("  %-13s %.6f, %.6f\n", "place", json_number_value(json_object_get(ticket, "latitude")),
               json_number_value(json_object_get(ticket, "longitude")));
}

static void ticket_print(const json_t *ticket)
{
    char text[TEXT_BYTES], time[MOMENT_BYTES];
    const char *state = field_text(ticket, "state");
    const char *chinese = lifecycle_state_name_zh(lifecycle_state_of(state, strlen(state)));
    printf("%sticket %lld  %s%s\n", terminal_ink(INK_BOLD), (long long)field_integer(ticket, "ticket"),
           text_clip(text, sizeof text, field_text(ticket, "title"), 0), terminal_ink(INK_PLAIN));
    printf("  %-13s %s %s (version %lld)\n", "state", state, chinese ? chinese : "",
           (long long)field_integer(ticket, "version"));
    printf("  %-13s %s\n", "received", field_moment(ticket, "received", time));
    due_print(ticket);
    line_print(ticket, "organisation", "organisation");
    line_print(ticket, "category", "category");
    line_print(ticket, "standard", "standard");
    line_print(ticket, "area", "area");
    line_print(ticket, "channel", "channel");
    line_print(ticket, "address", "address");
    place_print(ticket);
    line_print(ticket, "description", "description");
}

static void task_add(struct table *table, const json_t *task)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(task, "task"));
    table_add(table, field_text(task, "role"));
    table_add(table, field_text(task, "organisation"));
    table_add(table, field_text(task, "state"));
    table_add(table, field_text(task, "handler"));
    table_add(table, field_moment(task, "opened", time));
    table_add(table, field_moment(task, "finished", time));
    table_add(table, field_text(task, "result"));
}

static void clock_add(struct table *table, const json_t *clock)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(clock, "clock"));
    table_add(table, field_text(clock, "kind"));
    table_add(table, moment_span(time, field_integer(clock, "limit")));
    table_add(table, field_moment(clock, "started", time));
    table_add(table, field_moment(clock, "due", time));
    table_add(table, field_true(clock, "paused") ? "paused" : field_moment(clock, "stopped", time));
    table_addf(table, "%lld", (long long)field_integer(clock, "version"));
}

static void alert_add(struct table *table, const json_t *alert)
{
    char time[MOMENT_BYTES];
    table_addf(table, "%lld", (long long)field_integer(alert, "clock"));
    table_add(table, field_text(alert, "step"));
    table_add(table, field_moment(alert, "due", time));
    table_add(table, field_moment(alert, "raised", time));
}

/* A part of the reply under its heading, where there is any of it. */
static void part_print(const json_t *reply, const char *name, const char *heading, const struct table_column *columns,
                       size_t count, void (*add)(struct table *table, const json_t *entry))
{
    const json_t *list = json_object_get(reply, name);
    if (json_array_size(list) == 0)
        return;
    heading_print(heading);
    table_print_list(columns, count, list, add);
}

/* Ranges of the log that are archived and may have events of the ticket. */
static void archived_print(const json_t *archived)
{
    char from[MOMENT_BYTES], to[MOMENT_BYTES];
    for (size_t i = 0; i < json_array_size(archived); i++) {
        const json_t *range = json_array_get(archived, i);
        printf("  archived 已归档: positions %lld to %lld, %s to %s; steward log restore brings them back\n",
               (long long)field_integer(range, "first"), (long long)field_integer(range, "last"),
               field_moment(range, "from", from), field_moment(range, "to", to));
    }
}

static void timeline_print(const json_t *timeline, const json_t *archived)
{
    heading_print("timeline 处理过程");
    archived_print(archived);
    for (size_t i = 0; i < json_array_size(timeline); i++)
        event_line_print(json_array_get(timeline, i), true);
}

static int show_print(const json_t *reply)
{
    static const struct table_column tasks[] = {{"task", 1, 0},     {"role", 0, 0},    {"organisation", 0, 0},
                                                {"state", 0, 0},    {"handler", 0, 0}, {"opened", 0, 0},
                                                {"finished", 0, 0}, {"result", 0, 60}};
    static const struct table_column clocks[] = {{"clock", 1, 0},   {"kind", 0, 0}, {"limit", 0, 0},
                                                 {"started", 0, 0}, {"due", 0, 0},  {"stopped", 0, 0},
                                                 {"version", 1, 0}};
    static const struct table_column alerts[] = {{"clock", 1, 0}, {"step", 0, 0}, {"due", 0, 0}, {"raised", 0, 0}};
    ticket_print(json_object_get(reply, "ticket"));
    part_print(reply, "tasks", "tasks 派单", tasks, sizeof tasks / sizeof *tasks, task_add);
    part_print(reply, "clocks", "clocks 时限", clocks, sizeof clocks / sizeof *clocks, clock_add);
    part_print(reply, "alerts", "alerts 超期提醒", alerts, sizeof alerts / sizeof *alerts, alert_add);
    timeline_print(json_object_get(reply, "timeline"), json_object_get(reply, "archived"));
    return CTL_DONE;
}

int ticket_show_run(struct ctl *ctl, int argc, char **argv)
{
    const struct message_command command = {
        .type = message_type_at(MESSAGE_ticket_show),
        .text = "One ticket with its tasks, clocks, alerts and timeline.",
        .print = show_print,
    };
    return message_command_run(ctl, &command, argc, argv);
}
