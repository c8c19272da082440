/* Lines are cut to the window here, so that who draws need not know its size. */
#include "services/ctl/board/frame.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/text.h"

enum { CELL_BYTES = 2048 };

static void append(struct frame *frame, const char *text)
{
    size_t length = strlen(text);
    memory_reserve((void **)&frame->text, &frame->capacity, frame->length + length + 1, 1);
    memcpy(frame->text + frame->length, text, length + 1);
    frame->length += length;
}

static void append_spaces(struct frame *frame, int count)
{
    for (int i = 0; i < count; i++)
        append(frame, " ");
    frame->column += count > 0 ? count : 0;
}

void frame_start(struct frame *frame, bool live)
{
    terminal_size(&frame->columns, &frame->rows);
    frame->live = live;
    frame->column = frame->row = 0;
    frame->length = 0;
    if (!live)
        frame->rows = INT_MAX;
    append(frame, live ? "\033[H" : "");
}

void frame_clear(struct frame *frame)
{
    free(frame->text);
    *frame = (struct frame){0};
}

int frame_rows_left(const struct frame *frame)
{
    return frame->rows - frame->row;
}

static void cell_add(struct frame *frame, enum ink ink, int columns, bool right, const char *text)
{
    char clipped[CELL_BYTES];
    int left = frame->columns - frame->column;
    int room = columns > 0 && columns < left ? columns : left;
    if (room <= 0 || frame_rows_left(frame) <= 0)
        return;
    text_clip(clipped, sizeof clipped, text, room);
    int width = text_width(clipped);
    if (right)
        append_spaces(frame, room - width);
    append(frame, terminal_ink(ink));
    append(frame, clipped);
    append(frame, terminal_ink(INK_PLAIN));
    frame->column += width;
    if (!right && columns > 0)
        append_spaces(frame, room - width);
}

void frame_cell(struct frame *frame, enum ink ink, int columns, const char *text)
{
    cell_add(frame, ink, columns, false, text);
}

void frame_cellf(struct frame *frame, enum ink ink, int columns, const char *format, ...)
{
    char text[CELL_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    cell_add(frame, ink, columns, false, text);
}

void frame_number(struct frame *frame, enum ink ink, int columns, long long number)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", number);
    cell_add(frame, ink, columns, true, text);
}

void frame_column(struct frame *frame, int column)
{
    if (frame_rows_left(frame) > 0)
        append_spaces(frame, (column < frame->columns ? column : frame->columns) - frame->column);
}

void frame_end_line(struct frame *frame)
{
    if (frame_rows_left(frame) <= 0)
        return;
    while (!frame->live && frame->length > 0 && frame->text[frame->length - 1] == ' ')
        frame->text[--frame->length] = '\0';
    append(frame, frame->live ? "\033[K" : "");
    frame->row++;
    frame->column = 0;
    if (frame_rows_left(frame) > 0)
        append(frame, "\n");
}

void frame_show(struct frame *frame)
{
    append(frame, frame->live ? "\033[J" : "");
    fwrite(frame->text, 1, frame->length, stdout);
    fflush(stdout);
}
