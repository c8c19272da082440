/* One picture of a terminal: lines of cells, cut to the window. */
#ifndef SERVICES_CTL_BOARD_FRAME_H
#define SERVICES_CTL_BOARD_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "services/ctl/terminal.h"

struct frame {
    int columns, rows; /* of the window */
    int column, row;   /* where the next cell goes */
    bool live;         /* it replaces the one before it, on a terminal that was taken */
    char *text;
    size_t length, capacity;
};

/* Begins a picture of the window's size; the memory of the last one is kept. `live`: see above. Otherwise it has no
 * end at the bottom. */
void frame_start(struct frame *frame, bool live);

/* Frees what the frame holds. */
void frame_clear(struct frame *frame);

/* A cell of `columns` (0: as wide as its text), cut to what is left of the line. */
void frame_cell(struct frame *frame, enum ink ink, int columns, const char *text);
void frame_cellf(struct frame *frame, enum ink ink, int columns, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with its text at the right. */
void frame_number(struct frame *frame, enum ink ink, int columns, long long number);

/* Moves on to a column, if it is not there yet. */
void frame_column(struct frame *frame, int column);

void frame_end_line(struct frame *frame);

/* Lines that are left. */
int frame_rows_left(const struct frame *frame);

/* Writes the picture to stdout. */
void frame_show(struct frame *frame);

#endif
