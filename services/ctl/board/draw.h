/* What the board shows, drawn into a frame. */
#ifndef SERVICES_CTL_BOARD_DRAW_H
#define SERVICES_CTL_BOARD_DRAW_H

#include <jansson.h>
#include <stdint.h>

#include "services/ctl/board/frame.h"

struct board {
    const char *city, *name;
    const json_t *reply;  /* of city.board; NULL where there was none yet */
    const json_t *newest; /* events, the newest first */
    int64_t now;          /* ms since the epoch */
    int64_t behind;       /* events that are in the log and were not shown yet */
    bool silent;          /* report does not answer: the figures are old */
};

void board_draw(const struct board *board, struct frame *frame);

#endif
