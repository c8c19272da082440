/* A table of figures on a terminal. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/report_table.h"
#include "services/ctl/table.h"

enum { NAME_COLUMNS = 28, MINUTE = 60, HOUR = 3600, DAY = 86400, SECOND_MS = 1000 };

/* The two largest units: 3h 20m. */
static void seconds_add(struct table *table, int64_t seconds)
{
    const char *sign = seconds < 0 ? "-" : "";
    seconds = seconds < 0 ? -seconds : seconds;
    if (seconds < MINUTE)
        table_addf(table, "%s%ds", sign, (int)seconds);
    else if (seconds < HOUR)
        table_addf(table, "%s%dm", sign, (int)(seconds / MINUTE));
    else if (seconds < DAY)
        table_addf(table, "%s%dh %02dm", sign, (int)(seconds / HOUR), (int)(seconds % HOUR / MINUTE));
    else
        table_addf(table, "%s%lldd %02dh", sign, (long long)(seconds / DAY), (int)(seconds % DAY / HOUR));
}

static void cell_add(struct table *table, const struct output_column *column, const struct output_cell *cell)
{
    switch (cell->kind) {
    case OUTPUT_OF_TEXT:
        table_add(table, cell->text);
        break;
    case OUTPUT_OF_INTEGER:
        if (column->type == OUTPUT_DURATION)
            seconds_add(table, cell->integer / SECOND_MS);
        else
            table_addf(table, "%lld", (long long)cell->integer);
        break;
    case OUTPUT_OF_NUMBER:
        table_addf(table, strstr(column->name, "@share") ? "%.1f%%" : "%+.1f%%", 100 * cell->number);
        break;
    case OUTPUT_OF_RATIO:
        if (cell->whole)
            table_addf(table, "%.1f%%", 100.0 * (double)cell->part / (double)cell->whole);
        else
            table_add(table, "-");
        break;
    default:
        table_add(table, "-");
    }
}

static void row_add(struct table *table, const struct export_table *export, const json_t *row)
{
    for (size_t i = 0; i < export->column_count; i++) {
        struct output_cell cell = {.kind = OUTPUT_NOTHING};
        const json_t *text = json_object_get(row, export->columns[i].name);
        if (!export->cell(&cell, row, &export->columns[i]))
            cell = (struct output_cell){.kind = OUTPUT_OF_TEXT,
                                        .text = json_is_string(text) ? json_string_value(text) : ""};
        cell_add(table, &export->columns[i], &cell);
    }
}

void report_table_print(const struct export_table *export)
{
    struct table_column columns[OUTPUT_COLUMNS_MOST];
    for (size_t i = 0; i < export->column_count; i++)
        columns[i] = (struct table_column){export->columns[i].title, export->columns[i].type != OUTPUT_TEXT,
                                           export->columns[i].type == OUTPUT_TEXT ? NAME_COLUMNS : 0};
    struct table *table = table_new(columns, export->column_count);
    for (size_t i = 0; i < json_array_size(export->rows); i++)
        row_add(table, export, json_array_get(export->rows, i));
    if (export->total)
        row_add(table, export, export->total);
    table_print(table);
    table_destroy(&table);
}
