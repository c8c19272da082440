/* The cells of a sheet as texts, in rows that are all of the same length. */
#ifndef SERVICES_SHEET_GRID_H
#define SERVICES_SHEET_GRID_H

#include <stddef.h>
#include <stdio.h>

enum { GRID_ROWS_MOST = 200000, GRID_COLUMNS_MOST = 1000 };

/* Begin with all zero and the number of columns. */
struct grid {
    int rows, columns;
    char **cells; /* row by row; NULL where one is empty */
    size_t capacity;
};

/* Adds empty rows up to `rows`. */
void grid_extend(struct grid *grid, int rows);

/* Sets a cell; an empty text leaves it empty. Both count from 0. */
void grid_set(struct grid *grid, int row, int column, const char *text);

/* Gives a cell's text to those below it down to `last_row`; what is outside of the grid is left out. */
void grid_merge(struct grid *grid, int row, int column, int last_row);

/* Writes it as CSV. */
void grid_write(const struct grid *grid, FILE *stream);

void grid_clear(struct grid *grid);

#endif
