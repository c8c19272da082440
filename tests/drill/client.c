/* The client's loop: send what is due, take answers, until the time is over and nothing is in doubt any more. */
#include "tests/drill/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "tests/drill/ends.h"
#include "tests/drill/errand.h"
#include "tests/drill/town.h"

enum { WINDOW = 512, LOOKS = 32, TRY_MS = 700, WAIT_MS = 2, SETTLE_MS = 90000 };
enum { THINK_LEAST_MS = 20, THINK_MOST_MS = 2200, LOOK_MS = 150, REFUSALS_MAX = 12 };
enum {
    TWIN_PERCENT = 6,
    RIVAL_PERCENT = 5,
    CLAIM_RIVAL_PERCENT = 60, /* two claim at once */
    CLASH_PERCENT = 2,
    AGAIN_PERCENT = 5,
    OTHER_PERCENT = 3,
    HASTE_PERCENT = 15
};

struct client {
    const struct client_order *order;
    struct random random;
    struct journal *journal;
    struct bus_client *intake, *dispatch, *report;
    struct life **lives;
    size_t life_count, life_capacity;
    struct ends *ends;            /* or NULL */
    struct errand *waiting;       /* to be sent, or sent anew */
    size_t under_way;             /* requests that the bus has */
    int64_t keys;                 /* how many were given */
    char clash[ERRAND_KEY_BYTES]; /* key of a move that the next move of another ticket is to share; or empty */
    int64_t start;                /* ms of the monotonic clock */
    int64_t submitted;            /* complaints begun */
};

static int64_t clock_ms(void)
{
    return instant_monotonic() / 1000;
}

/* -- sending ----------------------------------------------------------------------------------------------------- */

static struct bus_client *bus_of(const struct client *client, const struct errand *errand)
{
    if (errand->purpose == PURPOSE_LOOK)
        return client->report;
    return strcmp(errand->message, "ticket.submit") == 0 ? client->intake : client->dispatch;
}

static void errand_post(struct client *client, struct errand *errand, int64_t delay)
{
    errand->send_at = clock_ms() + delay;
    errand->next = client->waiting;
    client->waiting = errand;
}

static void waiting_send(struct client *client, int64_t now)
{
    struct errand **at = &client->waiting;
    while (*at) {
        struct errand *errand = *at;
        if (errand->send_at <= now && errand_send(errand, bus_of(client, errand), &client->random)) {
            *at = errand->next;
            client->under_way++;
        } else {
            at = &errand->next;
        }
    }
}

static void key_new(struct client *client, char out[ERRAND_KEY_BYTES])
{
    snprintf(out, ERRAND_KEY_BYTES, "drill.%llu.%d.%lld", (unsigned long long)client->order->seed,
             client->order->number, (long long)client->keys++);
}

/* A ticket of the same city that came before: what a merge may name. */
static int64_t earlier_draw(struct client *client, const struct life *life)
{
    const struct life *other = client->lives[random_below(&client->random, (uint32_t)client->life_count)];
    bool earlier = other->city == life->city && other->ticket < life->ticket;
    return earlier ? other->ticket : life->ticket - 1;
}

/* A move that another person makes at the same time; who comes second finds the ticket as the first has left it. */
static void rival_post(struct client *client, const struct life *life)
{
    char key[ERRAND_KEY_BYTES];
    struct move move = life_choose(&client->random, life, earlier_draw(client, life));
    if (!move.body)
        return;
    key_new(client, key);
    errand_post(client, errand_new(PURPOSE_RIVAL, move.message, key, move.body), 0);
}

/* A command, and sometimes its twin beside it. */
static void command_post(struct client *client, const char *message, json_t *body, struct life *life)
{
    char key[ERRAND_KEY_BYTES];
    key_new(client, key);
    struct errand *errand = errand_new(PURPOSE_FIRST, message, key, body);
    errand->life = life;
    errand_post(client, errand, 0);
    if (random_chance(&client->random, TWIN_PERCENT))
        errand_post(client, errand_new(PURPOSE_TWIN, message, key, json_incref(body)), 0);
}

/* A move whose key the next one shares, or shares the key of the one before. */
static void clash_post(struct client *client, struct move move, struct life *life)
{
    bool second = client->clash[0];
    if (!second)
        key_new(client, client->clash);
    struct errand *errand = errand_new(PURPOSE_CLASH, move.message, client->clash, move.body);
    errand->life = life;
    errand_post(client, errand, 0);
    if (second)
        client->clash[0] = '\0';
}

static void look_post(struct client *client, struct life *life)
{
    json_t *body = json_object();
    json_object_set_new(body, "city", json_string(life->city));
    json_object_set_new(body, "ticket", json_integer(life->ticket));
    struct errand *errand = errand_new(PURPOSE_LOOK, "ticket.show", "", body);
    errand->life = life;
    life->busy = true;
    errand_post(client, errand, 0);
}

/* -- lives ------------------------------------------------------------------------------------------------------- */

static int64_t think(struct client *client)
{
    if (client->ends || random_chance(&client->random, HASTE_PERCENT))
        return 0;
    return random_between(&client->random, THINK_LEAST_MS, THINK_MOST_MS);
}

static const char *text_of(const json_t *body, const char *name)
{
    return json_string_value(json_object_get(body, name));
}

/* Mostly it is taken for granted that a rule has handed it out in the meantime. */
static void routed_assume(struct life *life, const char *code, const char *area)
{
    const struct town_category *category = town_category(code);
    const char *owner = strcmp(area, "north") == 0 ? category->north : category->south;
    if (strcmp(code, "offer") == 0)
        life->state = STATE_OFFERED;
    if (!owner)
        return;
    life->state = STATE_DISPATCHED;
    snprintf(life->organisation, sizeof life->organisation, "%s", owner);
    if (category->helper) {
        life->knows |= KNOW_HELP;
        snprintf(life->helper, sizeof life->helper, "%s", category->helper);
    }
}

static struct life *life_add(struct client *client, const char *city, int64_t ticket)
{
    struct life *life = memory_new(1, sizeof *life);
    life->city = strcmp(city, town_cities[0]) == 0 ? town_cities[0] : town_cities[1];
    life->ticket = ticket;
    life->state = STATE_RECEIVED;
    life->next_at = clock_ms() + think(client);
    memory_reserve((void **)&client->lives, &client->life_capacity, client->life_count + 1, sizeof(struct life *));
    client->lives[client->life_count++] = life;
    return life;
}

static void life_begin(struct client *client, const struct errand *errand, int64_t ticket)
{
    struct life *life = life_add(client, text_of(errand->body, "city"), ticket);
    if (!random_chance(&client->random, HASTE_PERCENT))
        routed_assume(life, text_of(errand->body, "category"), text_of(errand->body, "area"));
}

static bool is_under_way(const struct client *client, const char *city, int64_t ticket)
{
    for (size_t i = 0; i < client->life_count; i++)
        if (client->lives[i]->ticket == ticket && strcmp(client->lives[i]->city, city) == 0)
            return true;
    return false;
}

/* Tickets that somebody waits for. */
static void ends_begin(struct client *client)
{
    int64_t ticket;
    char city[LIFE_CODE_BYTES];
    while (client->ends && ends_next(client->ends, city, &ticket)) {
        if (is_under_way(client, city, ticket))
            continue;
        struct life *life = life_add(client, city, ticket);
        life->ending = true;
        look_post(client, life);
    }
}

/* Begins what is due with one ticket; false where its life is over. */
static bool life_go_on(struct client *client, struct life *life, int64_t now)
{
    if (life->busy || life->next_at > now)
        return true;
    if (life->ending && lifecycle_state_ended(life->state))
        return false;
    struct move move = life_choose(&client->random, life, earlier_draw(client, life));
    if (!move.message || life->refusals > REFUSALS_MAX)
        return json_decref(move.body), false;
    if (!move.body) {
        look_post(client, life);
        return true;
    }
    life->busy = true;
    if (client->clash[0] || random_chance(&client->random, CLASH_PERCENT)) {
        clash_post(client, move, life);
        return true;
    }
    command_post(client, move.message, move.body, life);
    bool claim = strcmp(move.message, "ticket.claim") == 0;
    if (random_chance(&client->random, claim ? CLAIM_RIVAL_PERCENT : RIVAL_PERCENT))
        rival_post(client, life);
    return true;
}

static void lives_go_on(struct client *client, int64_t now)
{
    for (size_t i = 0; i < client->life_count;) {
        if (life_go_on(client, client->lives[i], now)) {
            i++;
            continue;
        }
        free(client->lives[i]);
        client->lives[i] = client->lives[--client->life_count];
    }
}

static void complaints_begin(struct client *client, int64_t now)
{
    int64_t wanted = (now - client->start) * client->order->rate / 1000;
    for (; client->submitted < wanted; client->submitted++) {
        const char *city = town_cities[random_below(&client->random, TOWN_CITIES)];
        command_post(client, "ticket.submit", life_complaint(&client->random, city), NULL);
    }
}

/* -- answers ----------------------------------------------------------------------------------------------------- */

/* What is known of the ticket now: from a move's reply, or from ticket.show. */
static void life_learn(struct life *life, const json_t *about)
{
    const char *state = json_string_value(json_object_get(about, "state"));
    const char *organisation = json_string_value(json_object_get(about, "organisation"));
    int known = state ? lifecycle_state_of(state, strlen(state)) : -1;
    if (known >= 0)
        life->state = (enum ticket_state)known;
    if (organisation)
        snprintf(life->organisation, sizeof life->organisation, "%s", organisation);
}

static void look_take(struct client *client, struct life *life, const struct bus_answer *answer, const json_t *reply)
{
    life->busy = false;
    life->next_at = clock_ms() + (answer->status == REPLY_OK ? think(client) : LOOK_MS);
    if (answer->status == REPLY_OK)
        life_learn(life, json_object_get(reply, "ticket"));
}

static void move_take(struct client *client, const struct errand *errand, const struct bus_answer *answer,
                      const json_t *reply)
{
    struct life *life = errand->life;
    life->busy = false;
    if (answer->status != REPLY_OK) {
        life->refusals++;
        look_post(client, life);
        return;
    }
    life->refusals = 0;
    life_learn(life, reply);
    life->next_at = clock_ms() + think(client);
    if (life_moved(life, errand->message, errand->body))
        look_post(client, life);
}

/* The same once more, or with another body. */
static void acknowledged_repeat(struct client *client, const struct errand *errand)
{
    if (random_chance(&client->random, AGAIN_PERCENT))
        errand_post(client, errand_new(PURPOSE_AGAIN, errand->message, errand->key, json_incref(errand->body)),
                    random_between(&client->random, 0, THINK_MOST_MS));
    if (random_chance(&client->random, OTHER_PERCENT))
        errand_post(client, errand_new(PURPOSE_OTHER, errand->message, errand->key, life_other_body(errand->body)),
                    random_between(&client->random, 0, THINK_MOST_MS));
}

static void tally_add(struct tally *tally, const struct errand *errand, const struct bus_answer *answer)
{
    if (answer->status == REPLY_CONFLICT)
        tally->conflicts++;
    else if (answer->status == REPLY_REFUSED)
        tally->refused++;
    else if (errand->purpose == PURPOSE_FIRST && errand->life)
        tally->moved++;
    else if (errand->purpose == PURPOSE_FIRST)
        tally->submitted++;
}

static void final_take(struct client *client, const struct errand *errand, const struct bus_answer *answer)
{
    json_t *reply = json_loadb(answer->body, answer->length, 0, NULL);
    if (errand->purpose == PURPOSE_LOOK) {
        look_take(client, errand->life, answer, reply);
    } else {
        errand_record(errand, answer, reply, client->journal);
        tally_add(client->order->tally, errand, answer);
    }
    if ((errand->purpose == PURPOSE_FIRST || errand->purpose == PURPOSE_CLASH) && errand->life)
        move_take(client, errand, answer, reply);
    else if (errand->purpose == PURPOSE_FIRST && answer->status == REPLY_OK)
        life_begin(client, errand, json_integer_value(json_object_get(reply, "ticket")));
    if (errand->purpose == PURPOSE_FIRST && answer->status == REPLY_OK)
        acknowledged_repeat(client, errand);
    json_decref(reply);
}

static void answers_take(struct client *client, struct bus_client *bus, int milliseconds)
{
    struct bus_answer answer;
    while (bus_client_receive(bus, milliseconds, &answer)) {
        struct errand *errand = answer.context;
        milliseconds = 0;
        client->under_way--;
        if (errand_is_final(&answer)) {
            final_take(client, errand, &answer);
            errand_destroy(&errand);
        } else {
            client->order->tally->doubted++;
            errand_post(client, errand, errand_rest(errand, &client->random));
        }
    }
}

/* -- beginning and end ------------------------------------------------------------------------------------------- */

static struct bus_client *bus_open(const struct client_order *order, const char *service, int workers, size_t window)
{
    struct bus_client_options options = {
        .run = order->run, .service = service, .workers = workers, .try_ms = TRY_MS, .window = window};
    return bus_client_new(&options);
}

static void client_open(struct client *client)
{
    const struct client_order *order = client->order;
    random_start(&client->random, order->seed, (uint64_t)order->number);
    client->journal = journal_new(order->journal, order->number);
    client->intake = bus_open(order, "intake", order->intakes, WINDOW);
    client->dispatch = bus_open(order, "dispatch", order->dispatches, WINDOW);
    client->report = bus_open(order, "report", order->reports, LOOKS);
    client->ends = order->ends ? ends_new(order->ends) : NULL;
    client->start = clock_ms();
}

/* Tells the journal what is still unanswered; returns how many. What the bus has is forgotten with the process: its
 * keys are those that the journal lacks, so that the process ends with status 1. */
static size_t client_close(struct client *client)
{
    size_t unanswered = client->under_way;
    while (client->waiting) {
        struct errand *errand = client->waiting;
        client->waiting = errand->next;
        errand_record_unanswered(errand, client->journal);
        errand_destroy(&errand);
        unanswered++;
    }
    for (size_t i = 0; i < client->life_count; i++)
        free(client->lives[i]);
    free(client->lives);
    bus_client_destroy(&client->intake);
    bus_client_destroy(&client->dispatch);
    bus_client_destroy(&client->report);
    journal_destroy(&client->journal);
    ends_destroy(&client->ends);
    return unanswered;
}

/* At the end nobody needs to know any more how a ticket stands. */
static void looks_forget(struct client *client)
{
    struct errand **at = &client->waiting;
    while (*at) {
        struct errand *errand = *at;
        if (errand->purpose != PURPOSE_LOOK) {
            at = &errand->next;
            continue;
        }
        *at = errand->next;
        errand_destroy(&errand);
    }
}

static void client_turn(struct client *client, int64_t now, bool begins)
{
    if (begins) {
        complaints_begin(client, now);
        ends_begin(client);
        lives_go_on(client, now);
    } else {
        looks_forget(client);
    }
    waiting_send(client, now);
    answers_take(client, client->intake, WAIT_MS);
    answers_take(client, client->dispatch, WAIT_MS);
    answers_take(client, client->report, 0);
}

static bool is_over(const struct client *client)
{
    return client->ends && ends_over(client->ends);
}

int client_run(const struct client_order *order)
{
    struct client client = {.order = order};
    client_open(&client);
    int64_t now = client.start, end = client.start + order->milliseconds;
    while ((now < end && !is_over(&client)) || ((client.waiting || client.under_way) && now < end + SETTLE_MS)) {
        client_turn(&client, now, now < end && !is_over(&client));
        now = clock_ms();
    }
    size_t unanswered = client_close(&client);
    if (unanswered)
        fprintf(stderr, "drill: client %d has %zu requests without a final answer\n", order->number, unanswered);
    return unanswered ? 1 : 0;
}
