/* Keeps the cells until the widths of their columns are known. */
#include "services/ctl/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/terminal.h"
#include "services/ctl/text.h"

enum { CELL_BYTES = 1024, GAP = 2 };

struct table {
    const struct table_column *columns;
    size_t column_count;
    int *widths;
    char **cells;
    size_t cell_count, capacity;
    size_t next; /* column of the next cell */
};

struct table *table_new(const struct table_column *columns, size_t count)
{
    struct table *table = memory_new(1, sizeof *table);
    table->columns = columns;
    table->column_count = count;
    table->widths = memory_new(count, sizeof *table->widths);
    for (size_t i = 0; i < count; i++)
        table->widths[i] = text_width(columns[i].heading);
    return table;
}

void table_destroy(struct table **table)
{
    if (!*table)
        return;
    for (size_t i = 0; i < (*table)->cell_count; i++)
        free((*table)->cells[i]);
    free((*table)->cells);
    free((*table)->widths);
    free(*table);
    *table = NULL;
}

void table_add(struct table *table, const char *text)
{
    char cell[CELL_BYTES];
    size_t column = table->next;
    text_clip(cell, sizeof cell, text ? text : "", terminal_is() ? table->columns[column].most : 0);
    int width = text_width(cell);
    if (width > table->widths[column])
        table->widths[column] = width;
    memory_reserve((void **)&table->cells, &table->capacity, table->cell_count + 1, sizeof *table->cells);
    table->cells[table->cell_count++] = memory_text(cell, strlen(cell));
    table->next = column + 1 < table->column_count ? column + 1 : 0;
}

void table_addf(struct table *table, const char *format, ...)
{
    char cell[CELL_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(cell, sizeof cell, format, arguments);
    va_end(arguments);
    table_add(table, cell);
}

static void cell_print(const struct table *table, size_t column, const char *text)
{
    int fill = table->widths[column] - text_width(text);
    int last = column + 1 == table->column_count;
    if (table->columns[column].right)
        printf("%*s%s", fill, "", text);
    else
        printf("%s%*s", text, last ? 0 : fill, "");
    if (last)
        putchar('\n');
    else
        printf("%*s", GAP, "");
}

void table_print(const struct table *table)
{
    fputs(terminal_ink(INK_BOLD), stdout);
    for (size_t i = 0; i < table->column_count; i++)
        cell_print(table, i, table->columns[i].heading);
    fputs(terminal_ink(INK_PLAIN), stdout);
    for (size_t first = 0; first < table->cell_count; first += table->column_count)
        for (size_t i = 0; i < table->column_count && first + i < table->cell_count; i++)
            cell_print(table, i, table->cells[first + i]);
}

void table_print_list(const struct table_column *columns, size_t count, const json_t *list,
                      void (*add)(struct table *table, const json_t *entry))
{
    struct table *table = table_new(columns, count);
    for (size_t i = 0; i < json_array_size(list); i++)
        add(table, json_array_get(list, i));
    table_print(table);
    table_destroy(&table);
}
