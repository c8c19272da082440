/* Rows of texts, and CSV of them. */
#include "services/sheet/grid.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

static char **cell_at(const struct grid *grid, int row, int column)
{
    return &grid->cells[(size_t)row * (size_t)grid->columns + (size_t)column];
}

void grid_extend(struct grid *grid, int rows)
{
    if (rows <= grid->rows)
        return;
    size_t before = (size_t)grid->rows * (size_t)grid->columns, after = (size_t)rows * (size_t)grid->columns;
    memory_reserve((void **)&grid->cells, &grid->capacity, after, sizeof *grid->cells);
    memset(grid->cells + before, 0, (after - before) * sizeof *grid->cells);
    grid->rows = rows;
}

void grid_set(struct grid *grid, int row, int column, const char *text)
{
    char **cell = cell_at(grid, row, column);
    free(*cell);
    *cell = *text ? memory_text(text, strlen(text)) : NULL;
}

void grid_merge(struct grid *grid, int row, int column, int last_row)
{
    if (row >= grid->rows || column >= grid->columns)
        return;
    const char *text = *cell_at(grid, row, column);
    for (int i = row + 1; text && i <= last_row && i < grid->rows; i++)
        grid_set(grid, i, column, text);
}

void grid_write(const struct grid *grid, FILE *stream)
{
    for (int row = 0; row < grid->rows; row++) {
        for (int column = 0; column < grid->columns; column++) {
            const char *text = *cell_at(grid, row, column);
            if (column)
                fputc(',', stream);
            if (text)
                csv_fwrite(stream, text, strlen(text));
        }
        fputc('\n', stream);
    }
}

void grid_clear(struct grid *grid)
{
    for (size_t i = 0; i < (size_t)grid->rows * (size_t)grid->columns; i++)
        free(grid->cells[i]);
    free(grid->cells);
    *grid = (struct grid){0};
}
