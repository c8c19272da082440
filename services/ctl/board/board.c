/* steward board: the city, live. Figures are asked of report once a second; events come as they happen. */
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "services/ctl/board/draw.h"
#include "services/ctl/board/frame.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/stream.h"
#include "services/ctl/terminal.h"

enum { LIST_ROWS = 50, ONCE_ROWS = 10, EVERY_MS = 1000, ANSWER_MS = 3000, WAIT_MS = 100, EVENTS_AT_ONCE = 2000 };

struct live {
    struct stream *stream;
    struct bus_client *report;
    struct frame frame;
    struct board board;
    json_t *reply, *newest;
    int64_t asked, drawn; /* monotonic µs */
};

/* What was typed. */
struct wanted {
    bool once;
    const char *actor; /* NULL: all is shown */
};

static json_t *question(const char *city, int rows, const char *actor)
{
    return json_pack("{s:s, s:i, s:s*}", "city", city, "limit", rows, "actor", actor);
}

static error_t wanted_parse(int key, char *arg, struct argp_state *state)
{
    struct wanted *wanted = state->input;
    if (key == 'o')
        wanted->once = true;
    else if (key == 'a')
        wanted->actor = arg;
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

/* One frame, for tests and pipes. */
static int board_print(struct ctl *ctl, const char *city, const char *actor)
{
    json_t *reply;
    struct frame frame = {0};
    int status = call(ctl, message_type_at(MESSAGE_board), NULL, question(city, ONCE_ROWS, actor), &reply);
    if (status == CTL_DONE && ctl->json) {
        call_print(reply);
    } else if (status == CTL_DONE) {
        struct board board = {.city = city,
                              .name = ctl->city_name,
                              .reply = reply,
                              .newest = json_object_get(reply, "newest"),
                              .now = instant_now()};
        frame_start(&frame, false);
        board_draw(&board, &frame);
        frame_show(&frame);
        frame_clear(&frame);
    }
    json_decref(reply);
    return status;
}

static void figures_ask(struct live *live, int64_t now)
{
    const struct message_type *type = message_type_at(MESSAGE_board);
    if (now - live->asked < EVERY_MS * INT64_C(1000) || bus_client_pending(live->report) > 0)
        return;
    json_t *body = question(live->board.city, LIST_ROWS, NULL);
    char *text = json_dumps(body, JSON_COMPACT);
    if (text)
        bus_client_send(live->report, type->name, NULL, instant_now() + ANSWER_MS, text, strlen(text), NULL);
    free(text);
    json_decref(body);
    live->asked = now;
}

static void figures_take(struct live *live)
{
    struct bus_answer answer;
    if (bus_client_pending(live->report) == 0 || !bus_client_receive(live->report, 0, &answer))
        return;
    live->board.silent = answer.status != REPLY_OK;
    json_t *reply = live->board.silent ? NULL : json_loadb(answer.body, answer.length, 0, NULL);
    if (!reply)
        return;
    json_decref(live->reply);
    live->reply = reply;
    if (json_array_size(live->newest) == 0) /* at first: what happened before we came */
        json_array_extend(live->newest, json_object_get(reply, "newest"));
}

static void events_take(struct live *live)
{
    const json_t *event;
    for (int i = 0; i < EVENTS_AT_ONCE && (event = stream_next(live->stream, i ? 0 : WAIT_MS)) != NULL; i++) {
        json_array_insert_new(live->newest, 0, json_deep_copy(event));
        if (json_array_size(live->newest) > LIST_ROWS)
            json_array_remove(live->newest, LIST_ROWS);
    }
}

static void live_draw(struct live *live, int64_t now)
{
    if (now - live->drawn < EVERY_MS * INT64_C(1000) || (!live->reply && !live->board.silent))
        return;
    live->board.reply = live->reply;
    live->board.newest = live->newest;
    live->board.now = instant_now();
    live->board.behind = stream_head(live->stream) - stream_position(live->stream);
    frame_start(&live->frame, true);
    board_draw(&live->board, &live->frame);
    frame_show(&live->frame);
    live->drawn = now;
}

static void live_show(struct live *live)
{
    live->newest = json_array();
    terminal_watch_end();
    terminal_take();
    while (!terminal_ended() && terminal_key() != 'q') {
        int64_t now = instant_monotonic();
        figures_ask(live, now);
        events_take(live);
        figures_take(live);
        live_draw(live, now);
    }
    terminal_restore();
    json_decref(live->newest);
    json_decref(live->reply);
    frame_clear(&live->frame);
}

static int board_follow(struct ctl *ctl, const char *city)
{
    struct live live = {.board = {.city = city, .name = ctl->city_name}};
    live.stream = stream_open(ctl, STREAM_FROM_NOW);
    if (!live.stream)
        return CTL_FAILED;
    live.report = call_client(ctl, "report", 1);
    live_show(&live);
    bus_client_destroy(&live.report);
    stream_close(&live.stream);
    return CTL_DONE;
}

int board_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option options[] = {{"once", 'o', NULL, 0, "print one picture and end", 0},
                                                 {"actor", 'a', "CODE", 0, "print once what this person sees", 0},
                                                 {0}};
    static const struct ctl_options line = {
        .options = options,
        .parse = wanted_parse,
        .text = "The city, live: tickets by state, what falls due next, the newest events, rates. q or ^C quits. "
                "Where the output is no terminal it is printed once."};
    struct wanted wanted = {0};
    ctl_options_read(ctl, &line, argc, argv, &wanted);
    const char *city = ctl_city(ctl);
    if (!city)
        return CTL_FAILED;
    return wanted.once || wanted.actor || ctl->json || !terminal_is() ? board_print(ctl, city, wanted.actor)
                                                                      : board_follow(ctl, city);
}
