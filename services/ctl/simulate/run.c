/* One loop over four sources: the rate, the agenda, answers, events. It waits only for events, 2 ms at a time. */
#include "services/ctl/simulate/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "services/ctl/call.h"
#include "services/ctl/field.h"
#include "services/ctl/simulate/agenda.h"
#include "services/ctl/simulate/errand.h"
#include "services/ctl/simulate/life.h"
#include "services/ctl/simulate/telling.h"
#include "services/ctl/simulate/ticket_map.h"
#include "services/ctl/stream.h"
#include "services/ctl/terminal.h"

enum {
    WINDOW = 1024,
    DEADLINE_MS = 30000,
    AGAIN_MS = 500,
    WAIT_MS = 2,
    EVENTS_AT_ONCE = 256,
    EARLY = 4096,
    PATIENCE_MS = 10000,
    DRAIN_MS = 10000,
};

/* An event of a ticket whose submission was not answered yet. */
struct early {
    int64_t ticket, version, due;
    enum ticket_state state;
    char organisation[65];
};

struct simulation {
    const struct play *play;
    const struct run_options *options;
    struct bus_client *intake, *dispatch;
    struct stream *stream;
    struct life *lives;
    size_t life_count, life_capacity;
    struct ticket_map tickets;
    struct agenda agenda;
    struct early *early; /* a ring of the last EARLY */
    size_t early_next;
    size_t awaited; /* lives that wait for an event that must come */
    struct errands errands;
    struct counts counts;
    struct telling telling;
    int64_t heard; /* when anything came last: monotonic µs */
};

/* -- what comes next ----------------------------------------------------------------------------------------- */

static void life_plan(struct simulation *simulation, size_t at)
{
    enum ticket_action action;
    int64_t delay;
    if (life_next(simulation->play, &simulation->lives[at], instant_now(), &action, &delay))
        agenda_add(&simulation->agenda, (struct appointment){instant_monotonic() + delay * 1000, at, action});
}

static void life_again(struct simulation *simulation, size_t at, enum ticket_action action)
{
    agenda_add(&simulation->agenda, (struct appointment){instant_monotonic() + AGAIN_MS * INT64_C(1000), at, action});
}

/* -- events -------------------------------------------------------------------------------------------------- */

static void early_keep(struct simulation *simulation, const struct early *early)
{
    simulation->early[simulation->early_next++ % EARLY] = *early;
}

static void life_await(struct simulation *simulation, size_t at, bool awaited)
{
    simulation->awaited += (size_t)awaited;
    simulation->awaited -= (size_t)simulation->lives[at].awaited;
    simulation->lives[at].awaited = awaited;
}

static void life_take(struct simulation *simulation, size_t at, const struct early *moved)
{
    life_await(simulation, at, false);
    life_move(simulation->play, &simulation->lives[at], moved->state, moved->version, moved->organisation, moved->due);
    life_plan(simulation, at);
}

static void event_take(struct simulation *simulation, const json_t *event)
{
    struct early moved = {.ticket = field_integer(event, "ticket"),
                          .version = field_integer(event, "version"),
                          .due = field_integer(event, "due")};
    const char *state = field_text(event, "state"), *kind = field_text(event, "kind");
    int number = lifecycle_state_of(state, strlen(state));
    int64_t at = ticket_map_find(&simulation->tickets, moved.ticket);
    bool ours = at != NO_LIFE, move = strncmp(kind, "ticket.", 7) == 0 && number > 0;
    if (ours)
        counts_add_event(&simulation->counts, kind);
    if (!move || (!ours && bus_client_pending(simulation->intake) == 0))
        return;
    moved.state = (enum ticket_state)number;
    snprintf(moved.organisation, sizeof moved.organisation, "%s", field_text(event, "organisation"));
    if (!ours && moved.state != STATE_RECEIVED)
        early_keep(simulation, &moved);
    else if (ours && moved.version > simulation->lives[at].version)
        life_take(simulation, (size_t)at, &moved);
}

/* -- what is sent -------------------------------------------------------------------------------------------- */

/* Sends what is done with a life; false where there is no room now. */
static bool life_send(struct simulation *simulation, size_t at, enum ticket_action action)
{
    char key[KEY_BYTES_MAX + 1], name[64];
    struct bus_client *client = action == ACTION_SUBMIT ? simulation->intake : simulation->dispatch;
    if (!bus_client_ready(client))
        return false;
    json_t *message = life_message(simulation->play, &simulation->lives[at], action, key);
    char *body = message ? json_dumps(message, JSON_COMPACT) : NULL;
    if (body) {
        snprintf(name, sizeof name, "ticket.%s", lifecycle_action_name((int)action));
        bus_client_send(client, name, key, instant_now() + DEADLINE_MS, body, strlen(body),
                        errand_new(&simulation->errands, at, action));
    }
    free(body);
    json_decref(message);
    return true;
}

/* Submits as many as the rate says should have come by now. */
static bool submissions_send(struct simulation *simulation, int64_t now)
{
    int64_t until = now < simulation->telling.ends ? now : simulation->telling.ends;
    double wanted = (double)(until - simulation->telling.began) / 1e6 * simulation->options->rate;
    bool sent = false;
    while ((double)simulation->life_count < wanted && bus_client_ready(simulation->intake)) {
        memory_reserve((void **)&simulation->lives, &simulation->life_capacity, simulation->life_count + 1,
                       sizeof *simulation->lives);
        size_t at = simulation->life_count++;
        simulation->lives[at] = life_of(simulation->play, (uint32_t)at);
        sent |= life_send(simulation, at, ACTION_SUBMIT);
    }
    return sent;
}

static bool appointments_keep(struct simulation *simulation, int64_t now)
{
    struct appointment appointment;
    bool sent = false;
    while (agenda_take(&simulation->agenda, now, &appointment)) {
        if (!life_send(simulation, appointment.life, appointment.action)) {
            life_again(simulation, appointment.life, appointment.action);
            break;
        }
        sent = true;
    }
    return sent;
}

/* -- answers ------------------------------------------------------------------------------------------------- */

/* The ticket is stored: from now on its events are ours, and so are those that came before the answer. */
static void submission_done(struct simulation *simulation, size_t at, const struct bus_answer *answer)
{
    json_t *reply = json_loadb(answer->body, answer->length, 0, NULL);
    struct life *life = &simulation->lives[at];
    life->ticket = field_integer(reply, "ticket");
    ticket_map_add(&simulation->tickets, life->ticket, at);
    simulation->counts.submitted++;
    struct early moved = {.version = field_integer(reply, "version"), .state = STATE_RECEIVED};
    json_decref(reply);
    for (size_t i = 0; i < EARLY; i++)
        if (simulation->early[i].ticket == life->ticket && simulation->early[i].version > moved.version) {
            moved = simulation->early[i];
            simulation->counts.dispatched += moved.state == STATE_DISPATCHED;
        }
    life_take(simulation, at, &moved);
    life_await(simulation, at, life->by_rule && life->state == STATE_RECEIVED);
}

/* The move was made; what follows is planned when its event comes. */
static void move_done(struct simulation *simulation, size_t at, const struct bus_answer *answer)
{
    json_t *reply = json_loadb(answer->body, answer->length, 0, NULL);
    simulation->counts.moves++;
    life_await(simulation, at, field_integer(reply, "version") > simulation->lives[at].version);
    json_decref(reply);
}

static void answer_take(struct simulation *simulation, const struct bus_answer *answer)
{
    struct errand errand = *(struct errand *)answer->context;
    errand_free(&simulation->errands, answer->context);
    if (answer->status == REPLY_UNAVAILABLE || answer->status == REPLY_EXPIRED) {
        simulation->counts.unanswered++;
        life_again(simulation, errand.life, errand.action);
    } else if (answer->status != REPLY_OK) {
        simulation->counts.refused++;
        call_refusal(answer, simulation->telling.refusal, sizeof simulation->telling.refusal);
    } else if (errand.action == ACTION_SUBMIT) {
        submission_done(simulation, errand.life, answer);
    } else {
        move_done(simulation, errand.life, answer);
    }
}

static bool answers_take(struct simulation *simulation, struct bus_client *client)
{
    struct bus_answer answer;
    bool any = false;
    while (bus_client_pending(client) > 0 && bus_client_receive(client, 0, &answer)) {
        answer_take(simulation, &answer);
        any = true;
    }
    return any;
}

/* -- the loop ------------------------------------------------------------------------------------------------ */

static bool events_take(struct simulation *simulation, int milliseconds)
{
    const json_t *event;
    int taken = 0;
    while (taken < EVENTS_AT_ONCE && (event = stream_next(simulation->stream, taken ? 0 : milliseconds)) != NULL) {
        event_take(simulation, event);
        taken++;
    }
    return taken > 0;
}

/* Is anything of the complaints' lives still to come? What is awaited without a sign for a while does not come: Steward
 * leaves to people what it cannot count the limit of, or where a standard has to be chosen. */
static bool lives_go_on(const struct simulation *simulation, int64_t now)
{
    bool awaited = simulation->awaited > 0 && now - simulation->heard < PATIENCE_MS * INT64_C(1000);
    return awaited || simulation->agenda.count > 0 || bus_client_pending(simulation->dispatch) > 0 ||
           bus_client_pending(simulation->intake) > 0;
}

static bool simulation_over(const struct simulation *simulation, int64_t now)
{
    if (terminal_ended())
        return true;
    if (now < simulation->telling.ends)
        return false;
    return !simulation->options->finish || !lives_go_on(simulation, now);
}

static void simulation_play(struct simulation *simulation)
{
    int64_t now = simulation->telling.began;
    while (!simulation_over(simulation, now)) {
        bool busy = submissions_send(simulation, now);
        busy |= appointments_keep(simulation, now);
        busy |= answers_take(simulation, simulation->intake);
        busy |= answers_take(simulation, simulation->dispatch);
        bool heard = events_take(simulation, busy ? 0 : WAIT_MS);
        now = instant_monotonic();
        if (heard || busy)
            simulation->heard = now;
        telling_write(&simulation->telling, &simulation->counts, now);
    }
}

/* What was sent is answered before we end, so that the counts are true. */
static void simulation_drain(struct simulation *simulation)
{
    int64_t until = instant_monotonic() + DRAIN_MS * INT64_C(1000);
    while (bus_client_pending(simulation->intake) + bus_client_pending(simulation->dispatch) > 0 &&
           instant_monotonic() < until) {
        answers_take(simulation, simulation->intake);
        answers_take(simulation, simulation->dispatch);
        events_take(simulation, WAIT_MS);
    }
}

static bool simulation_open(struct ctl *ctl, struct simulation *simulation)
{
    simulation->stream = stream_open(ctl, STREAM_FROM_NOW);
    if (!simulation->stream)
        return false;
    simulation->intake = call_client(ctl, "intake", WINDOW);
    simulation->dispatch = call_client(ctl, "dispatch", WINDOW);
    simulation->early = memory_new(EARLY, sizeof *simulation->early);
    errands_open(&simulation->errands, (size_t)2 * WINDOW);
    simulation->telling.began = simulation->telling.told = instant_monotonic();
    simulation->telling.ends = simulation->telling.began + simulation->options->span_ms * 1000;
    return true;
}

static void simulation_close(struct simulation *simulation)
{
    stream_close(&simulation->stream);
    bus_client_destroy(&simulation->intake);
    bus_client_destroy(&simulation->dispatch);
    ticket_map_clear(&simulation->tickets);
    agenda_clear(&simulation->agenda);
    errands_clear(&simulation->errands);
    free(simulation->lives);
    free(simulation->early);
}

int simulation_run(struct ctl *ctl, const struct play *play, const struct run_options *options)
{
    struct simulation *simulation = memory_new(1, sizeof *simulation);
    simulation->play = play;
    simulation->options = options;
    bool opened = simulation_open(ctl, simulation);
    if (opened) {
        terminal_watch_end();
        simulation_play(simulation);
        simulation_drain(simulation);
        telling_end(&simulation->telling, &simulation->counts, instant_monotonic(), ctl->json);
    }
    simulation_close(simulation);
    free(simulation);
    return opened ? CTL_DONE : CTL_FAILED;
}
