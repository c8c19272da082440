/* steward log follow: a city's events as they happen. */
#include <jansson.h>
#include <stdio.h>

#include "proto/message.h"
#include "services/ctl/command.h"
#include "services/ctl/event_text.h"
#include "services/ctl/stream.h"
#include "services/ctl/terminal.h"

struct wish {
    int64_t after, count; /* count 0: until ^C */
};

static error_t wish_parse(int key, char *arg, struct argp_state *state)
{
    struct wish *wish = state->input;
    switch (key) {
    case 'a':
        wish->after = ctl_number(state, "after", arg, 0, ID_MAX);
        return 0;
    case 'n':
        wish->count = ctl_number(state, "count", arg, 1, ID_MAX);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void event_print(const struct ctl *ctl, const json_t *event)
{
    if (ctl->json) {
        json_dumpf(event, stdout, JSON_COMPACT);
        putchar('\n');
    } else {
        event_line_print(event, true);
    }
    fflush(stdout);
}

int log_follow_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option options[] = {
        {"after", 'a', "POSITION", 0, "begin after this position of the log; 0: at its beginning", 0},
        {"count", 'n', "N", 0, "end after so many events", 0},
        {0},
    };
    static const struct ctl_options line = {
        .options = options,
        .parse = wish_parse,
        .text = "A city's events as they happen, in order and without holes, until ^C. With --json one object a line."};
    struct wish wish = {.after = STREAM_FROM_NOW};
    ctl_options_read(ctl, &line, argc, argv, &wish);
    struct stream *stream = stream_open(ctl, wish.after);
    if (!stream)
        return CTL_FAILED;
    terminal_watch_end();
    for (int64_t given = 0; !terminal_ended() && (wish.count == 0 || given < wish.count);) {
        const json_t *event = stream_next(stream, 500);
        if (event) {
            event_print(ctl, event);
            given++;
        }
    }
    stream_close(&stream);
    return CTL_DONE;
}
