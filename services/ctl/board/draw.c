/* The parts of the board from top to bottom; the lists get what is left. */
#include "services/ctl/board/draw.h"

#include <stdio.h>
#include <string.h>

#include "proto/lifecycle.h"
#include "services/ctl/event_text.h"
#include "services/ctl/field.h"
#include "services/ctl/text.h"

enum {
    STATE_COLUMNS = 30,
    SIDE_BY_SIDE = 130, /* a window from this width on shows both lists beside each other */
    LIST_LEAST = 3,
    SOON_MS = 600000,
};

static void head_draw(const struct board *board, struct frame *frame)
{
    char time[MOMENT_BYTES];
    frame_cellf(frame, INK_BOLD, 0, "%s %s", board->name, board->city);
    frame_cell(frame, INK_FAINT, 0, "  智慧管家  ");
    frame_cell(frame, INK_PLAIN, 0, moment_text(time, board->now));
    if (board->silent)
        frame_cell(frame, INK_RED, 0, "  report does not answer");
    else if (board->behind > 0)
        frame_cellf(frame, INK_YELLOW, 0, "  %lld events behind", (long long)board->behind);
    else if (frame->live)
        frame_cell(frame, INK_GREEN, 0, "  live");
    if (frame->live)
        frame_cell(frame, INK_FAINT, 0, "  q quits");
    frame_end_line(frame);
    frame_end_line(frame);
}

/* Open states have weight; ended ones are what lies behind. */
static void states_draw(const struct board *board, struct frame *frame)
{
    const json_t *states = json_object_get(board->reply, "states");
    int across = frame->columns / STATE_COLUMNS > 0 ? frame->columns / STATE_COLUMNS : 1, drawn = 0;
    for (int state = STATE_RECEIVED; lifecycle_state_name(state); state++) {
        bool ended = lifecycle_state_ended(state);
        long long count = (long long)field_integer(states, lifecycle_state_name(state));
        frame_column(frame, drawn % across * STATE_COLUMNS);
        frame_cell(frame, ended ? INK_FAINT : INK_PLAIN, 9, lifecycle_state_name_zh(state));
        frame_cell(frame, INK_FAINT, 12, lifecycle_state_name(state));
        frame_number(frame, ended ? INK_FAINT : INK_BOLD, 7, count);
        if (++drawn % across == 0)
            frame_end_line(frame);
    }
    if (drawn % across)
        frame_end_line(frame);
    frame_end_line(frame);
}

static void rate_draw(struct frame *frame, const char *label, const json_t *rates)
{
    static const char *const names[] = {"received", "dispatched", "closed"};
    frame_cell(frame, INK_PLAIN, 13, label);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        frame_cell(frame, INK_FAINT, 0, names[i]);
        frame_cell(frame, INK_PLAIN, 0, " ");
        frame_cellf(frame, INK_BOLD, 8, "%lld", (long long)field_integer(rates, names[i]));
    }
}

static void rates_draw(const struct board *board, struct frame *frame)
{
    const json_t *rates = json_object_get(board->reply, "rates");
    int64_t overdue = field_integer(board->reply, "overdue");
    rate_draw(frame, "last minute", json_object_get(rates, "minute"));
    frame_end_line(frame);
    rate_draw(frame, "today", json_object_get(rates, "today"));
    frame_cell(frame, INK_FAINT, 0, "overdue ");
    frame_cellf(frame, overdue ? INK_RED : INK_BOLD, 0, "%lld", (long long)overdue);
    frame_end_line(frame);
    frame_end_line(frame);
}

/* One row of what falls due next, within `columns`. */
static void due_draw(const struct board *board, struct frame *frame, const json_t *row, int columns)
{
    char left[MOMENT_BYTES];
    int64_t span = field_integer(row, "due") - board->now;
    int first = frame->column;
    if (!row)
        return;
    frame_number(frame, INK_PLAIN, 9, (long long)field_integer(row, "ticket"));
    frame_cell(frame, INK_PLAIN, 2, "");
    frame_cell(frame, span < 0 ? INK_RED : span < SOON_MS ? INK_YELLOW : INK_PLAIN, 10, moment_span(left, span));
    frame_cell(frame, INK_PLAIN, 2, "");
    frame_cell(frame, INK_FAINT, 18, field_text(row, "organisation"));
    frame_cell(frame, INK_PLAIN, 2, "");
    frame_cell(frame, INK_PLAIN, columns - (frame->column - first), field_text(row, "title"));
}

static void event_draw(struct frame *frame, const json_t *event)
{
    char text[1024], time[MOMENT_BYTES];
    bool overdue = strcmp(field_text(event, "kind"), "clock.overdue") == 0;
    if (!event)
        return;
    frame_cell(frame, INK_FAINT, 10, moment_clock(time, field_integer(event, "at")));
    frame_cell(frame, overdue ? INK_RED : INK_PLAIN, 0, event_text(text, sizeof text, event));
}

static void lists_draw_beside(const struct board *board, struct frame *frame, const json_t *due)
{
    int middle = frame->columns / 2;
    size_t rows =
        json_array_size(due) > json_array_size(board->newest) ? json_array_size(due) : json_array_size(board->newest);
    frame_cell(frame, INK_BOLD, middle, "due next 即将到期");
    frame_cell(frame, INK_BOLD, 0, "newest 最新动态");
    frame_end_line(frame);
    for (size_t i = 0; i < rows && frame_rows_left(frame) > 0; i++) {
        due_draw(board, frame, json_array_get(due, i), middle - 2);
        frame_column(frame, middle);
        event_draw(frame, json_array_get(board->newest, i));
        frame_end_line(frame);
    }
}

/* Each list has half of what is left of a window; on paper both are whole. */
static void lists_draw_below(const struct board *board, struct frame *frame, const json_t *due)
{
    int half = frame_rows_left(frame) / 2 - 2;
    int rows = half > LIST_LEAST ? half : LIST_LEAST;
    frame_cell(frame, INK_BOLD, 0, "due next 即将到期");
    frame_end_line(frame);
    for (int i = 0; i < rows && i < (int)json_array_size(due); i++) {
        due_draw(board, frame, json_array_get(due, (size_t)i), frame->columns);
        frame_end_line(frame);
    }
    frame_end_line(frame);
    frame_cell(frame, INK_BOLD, 0, "newest 最新动态");
    frame_end_line(frame);
    for (size_t i = 0; i < json_array_size(board->newest) && frame_rows_left(frame) > 0; i++) {
        event_draw(frame, json_array_get(board->newest, i));
        frame_end_line(frame);
    }
}

void board_draw(const struct board *board, struct frame *frame)
{
    const json_t *due = json_object_get(board->reply, "due_next");
    head_draw(board, frame);
    states_draw(board, frame);
    rates_draw(board, frame);
    if (frame->columns >= SIDE_BY_SIDE)
        lists_draw_beside(board, frame, due);
    else
        lists_draw_below(board, frame, due);
}
