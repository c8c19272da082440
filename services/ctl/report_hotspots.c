/* steward report hotspots: what stands out, and steward report hotspot tickets: the tickets behind a row of it. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/command.h"
#include "services/ctl/export.h"
#include "services/ctl/field.h"
#include "services/ctl/message_options.h"
#include "services/ctl/table.h"

/* All columns that rows of any kind have, in the order of the table: a kind shows those that its rows have. */
static const struct hotspot_column {
    const char *name, *title;
    enum output_type type;
    int decimals;
} columns[] = {
    {"key", "键", OUTPUT_TEXT, 0},
    {"area_name", "区域", OUTPUT_TEXT, 0},
    {"category_name", "类别", OUTPUT_TEXT, 0},
    {"organisation_name", "单位", OUTPUT_TEXT, 0},
    {"latitude", "纬度", OUTPUT_DECIMAL, 5},
    {"longitude", "经度", OUTPUT_DECIMAL, 5},
    {"tickets", "件数", OUTPUT_INTEGER, 0},
    {"open", "在办", OUTPUT_INTEGER, 0},
    {"overdue", "超期", OUTPUT_INTEGER, 0},
    {"mean", "此前周均", OUTPUT_DECIMAL, 2},
    {"deviation", "标准差", OUTPUT_DECIMAL, 2},
    {"score", "异常分", OUTPUT_DECIMAL, 2},
    {"households", "户数", OUTPUT_INTEGER, 0},
    {"per_100", "每百户", OUTPUT_DECIMAL, 2},
    {"rank", "排名", OUTPUT_INTEGER, 0},
    {"share", "占比", OUTPUT_PERCENT, 1},
    {"cumulative_share", "累计占比", OUTPUT_PERCENT, 1},
    {"received", "登记", OUTPUT_INTEGER, 0},
    {"merged", "并案", OUTPUT_INTEGER, 0},
    {"reopened", "重办", OUTPUT_INTEGER, 0},
    {"dispatched", "派单", OUTPUT_INTEGER, 0},
    {"returning", "退单率", OUTPUT_PERCENT, 1},
    {"stay_mean", "平均停留", OUTPUT_DURATION, 0},
};

/* Of a square, in files only. */
static const struct {
    const char *name, *title;
} sides[] = {{"south", "南"}, {"west", "西"}, {"north", "北"}, {"east", "东"}};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static bool column_shown(const struct hotspot_column *column, const json_t *rows)
{
    return json_object_get(json_array_get(rows, 0), column->name) != NULL;
}

static double number_of(const json_t *row, const char *name)
{
    return json_number_value(json_object_get(row, name));
}

static void duration_add(struct table *table, int64_t seconds)
{
    if (seconds < 3600)
        table_addf(table, "%lldm %llds", (long long)(seconds / 60), (long long)(seconds % 60));
    else if (seconds < 86400)
        table_addf(table, "%lldh %lldm", (long long)(seconds / 3600), (long long)(seconds / 60 % 60));
    else
        table_addf(table, "%lldd %lldh", (long long)(seconds / 86400), (long long)(seconds / 3600 % 24));
}

static void cell_add(struct table *table, const json_t *row, const struct hotspot_column *column)
{
    const json_t *value = json_object_get(row, column->name);
    if (!value || json_is_null(value))
        table_add(table, "-");
    else if (column->type == OUTPUT_TEXT)
        table_add(table, field_text(row, column->name));
    else if (column->type == OUTPUT_DURATION)
        duration_add(table, (int64_t)number_of(row, column->name));
    else if (column->type == OUTPUT_PERCENT)
        table_addf(table, "%.1f%%", 100 * number_of(row, column->name));
    else
        table_addf(table, "%.*f", column->decimals, number_of(row, column->name));
}

static void total_print(const json_t *reply)
{
    const char *name;
    json_t *value;
    printf("%s to %s:", field_text(reply, "from"), field_text(reply, "to"));
    json_object_foreach(json_object_get(reply, "total"), name, value)
        printf(" %s %lld", name, (long long)json_integer_value(value));
    if (field_present(reply, "weeks"))
        printf(", held against %lld weeks before", (long long)field_integer(reply, "weeks"));
    printf("; counted up to position %lld of the log\n", (long long)field_integer(reply, "position"));
}

static int hotspots_print(const json_t *reply)
{
    const json_t *rows = json_object_get(reply, "rows");
    struct table_column shown[COLUMN_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (column_shown(&columns[i], rows))
            shown[count++] = (struct table_column){columns[i].title, columns[i].type != OUTPUT_TEXT, 40};
    struct table *table = count ? table_new(shown, count) : NULL;
    for (size_t row = 0; row < json_array_size(rows); row++)
        for (size_t i = 0; i < COLUMN_COUNT; i++)
            if (column_shown(&columns[i], rows))
                cell_add(table, json_array_get(rows, row), &columns[i]);
    if (table) {
        table_print(table);
        table_destroy(&table);
    }
    total_print(reply);
    return CTL_DONE;
}

/* Seconds stand in the reply, milliseconds in a file's durations. */
static bool duration_cell(struct output_cell *out, const json_t *row, const struct output_column *column)
{
    if (column->type != OUTPUT_DURATION || !field_present(row, column->name))
        return false;
    *out = (struct output_cell){.kind = OUTPUT_OF_INTEGER, .integer = (int64_t)(1000 * number_of(row, column->name))};
    return true;
}

static void hotspots_tabulate(struct export_table *table, const json_t *message, const json_t *reply)
{
    table->rows = json_object_get(reply, "rows");
    snprintf(table->title, EXPORT_LINE_BYTES, "热点分析：%s", field_text(message, "kind"));
    snprintf(table->subtitles[0], EXPORT_LINE_BYTES, "%s 至 %s", field_text(reply, "from"), field_text(reply, "to"));
    snprintf(table->notes[0], EXPORT_LINE_BYTES, "统计至日志第 %lld 位", (long long)field_integer(reply, "position"));
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (i == 0 || column_shown(&columns[i], table->rows))
            export_column_add(table, columns[i].name, columns[i].title, columns[i].type, columns[i].decimals);
    if (json_object_get(json_array_get(table->rows, 0), "south"))
        for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
            export_column_add(table, sides[i].name, sides[i].title, OUTPUT_DECIMAL, 7);
    table->cell = duration_cell;
}

int report_hotspots_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] =
        "What stands out in a period.\v"
        "growth: what grows unusually, by area and category, in the 7 days until --to against the weeks before; "
        "estates: "
        "where complaints concentrate; reporters: who reports again and again; repeats: what comes again at the same "
        "place; steps: where tickets stay longest; returns: who hands back most; heat: how many came from each square "
        "of the map, 278 m wide. steward report hotspot tickets lists the tickets behind a row, by its key.";
    const struct message_command command = {.type = message_type_at(MESSAGE_hotspots),
                                            .text = text,
                                            .print = hotspots_print,
                                            .tabulate = hotspots_tabulate,
                                            .map = true};
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
    static const struct table_column heads[] = {{"position", 1, 0},     {"ticket", 1, 0}, {"at", 0, 0},
                                                {"organisation", 0, 0}, {"due", 0, 0},    {"late", 0, 0}};
    table_print_list(heads, sizeof heads / sizeof *heads, json_object_get(reply, "tickets"), ticket_add);
    printf("%lld in all\n", (long long)field_integer(reply, "total"));
    return CTL_DONE;
}

static void tickets_tabulate(struct export_table *table, const json_t *message, const json_t *reply)
{
    snprintf(table->title, EXPORT_LINE_BYTES, "热点反查：%s", field_text(message, "key"));
    export_column_add(table, "position", "日志位置", OUTPUT_INTEGER, 0);
    export_column_add(table, "ticket", "工单号", OUTPUT_INTEGER, 0);
    export_column_add(table, "at", "时间", OUTPUT_INSTANT, 0);
    export_column_add(table, "organisation", "单位", OUTPUT_TEXT, 0);
    export_column_add(table, "due", "截止时间", OUTPUT_INSTANT, 0);
    export_column_add(table, "late", "超期", OUTPUT_TEXT, 0);
    table->rows = json_object_get(reply, "tickets");
}

int report_hotspot_tickets_run(struct ctl *ctl, int argc, char **argv)
{
    static const char text[] = "The tickets behind a row of steward report hotspots, one a line for each time that it "
                               "counts.\vGive --kind and the period as there. To page on give --after with the last "
                               "position shown.";
    const struct message_command command = {.type = message_type_at(MESSAGE_hotspot_tickets),
                                            .text = text,
                                            .print = tickets_print,
                                            .tabulate = tickets_tabulate};
    return message_command_run(ctl, &command, argc, argv);
}
