#include "tests/scenario/race.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/service/settings.h"
#include "common/store/store.h"
#include "tests/integration/wire.h"

enum { RUNNERS_MAX = 4, WORKERS_MAX = 4, PATIENCE_MS = 9000, LOOK_US = 10000, ARRIVAL_US = 100000 };

struct race {
    struct story *story;
    struct store *holder; /* whose transaction holds the ticket's row */
    int waiting;          /* workers that wait by now */
    int runner_count;
    struct runner {
        char label[16];
        int worker; /* of dispatch, to whom it goes */
        struct wire *wire;
    } runners[RUNNERS_MAX];
    pid_t watchers[WORKERS_MAX]; /* of deadlines, that sleep */
    int watcher_count;
};

static struct race *race_of(struct story *story)
{
    if (!story->race) {
        story->race = memory_new(1, sizeof *story->race);
        story->race->story = story;
    }
    return story->race;
}

/* -- holding ----------------------------------------------------------------------------------------------------- */

static void holder_step(struct race *race)
{
    store_sync(race->holder);
    if (store_wait(race->holder, PATIENCE_MS) != STORE_STEP || store_error(race->holder)->class != STORE_NO_ERROR)
        story_fail(race->story, "the ticket cannot be held: %s", store_error(race->holder)->message);
}

static void holder_open(struct race *race)
{
    race->holder = store_new(
        &(struct store_options){.conninfo = world_settings(race->story->world)->database, .application = "race"});
    store_connect(race->holder);
    if (store_wait(race->holder, PATIENCE_MS) != STORE_IDLE)
        story_fail(race->story, "no connection to hold a ticket with: %s", store_error(race->holder)->message);
}

/* Dispatch has taken in all that is in the log: nothing of what was before will wait for a ticket that is held. */
static void log_await(struct story *story)
{
    static const struct query behind = {
        "race_behind",
        "select coalesce((select max(e.pos) from event e where e.city_id = c.city_id), 0) - k.pos from city c "
        "join cursor k on k.city_id = c.city_id and k.consumer = 'dispatch' where c.code = $1 and $2 >= 0"};
    int64_t until = instant_now() + PATIENCE_MS;
    while (story_number(story, &behind, 0) != 0) {
        if (instant_now() > until)
            story_fail(story, "dispatch does not take in the log");
        usleep(LOOK_US);
    }
}

static void hold(struct race *race, const char *ticket)
{
    static const struct query lock = {
        "race_hold", "select from complaint t join city c using (city_id) where c.code = $1 and t.ticket_id = $2 "
                     "for update of t"};
    struct story *story = race->story;
    const struct parameter of[] = {P_TEXT(story->city, strlen(story->city)), P_BIGINT(story_ticket(story, ticket))};
    if (!race->holder)
        holder_open(race);
    log_await(story);
    store_begin(race->holder);
    store_send(race->holder, &lock, of, 2);
    holder_step(race);
    if (store_rows(race->holder, 0) != 1)
        story_fail(story, "the ticket to be held is not there");
    race->waiting = 0;
}

static void release(struct race *race)
{
    store_rollback(race->holder);
    holder_step(race);
}

/* -- who waits --------------------------------------------------------------------------------------------------- */

static int waiting_count(struct story *story)
{
    static const struct query waiting = {
        "race_waiting", "select count(*) from pg_stat_activity where application_name like 'steward-dispatch.%' "
                        "and wait_event_type = 'Lock' and $1 is not null and $2 >= 0"};
    return (int)story_number(story, &waiting, 0);
}

static void waiting_await(struct race *race, int count)
{
    int64_t until = instant_now() + PATIENCE_MS;
    int found;
    while ((found = waiting_count(race->story)) != count) {
        if (instant_now() > until)
            story_fail(race->story, "expected that %d wait, found %d", count, found);
        usleep(LOOK_US);
    }
    race->waiting = count;
}

/* A worker that does not wait, and if there is one, does not follow the log, for the follower's moves may come too. */
static int worker_idle(struct story *story)
{
    static const struct query idle = {
        "race_worker",
        "select split_part(a.application_name, '.', 2)::bigint from pg_stat_activity a "
        "where a.application_name like 'steward-dispatch.%' and a.wait_event_type is distinct from 'Lock' "
        "and $1 is not null and $2 >= 0 "
        "order by exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory'), 1 limit 1"};
    return (int)story_number(story, &idle, 0);
}

/* -- runners ----------------------------------------------------------------------------------------------------- */

static struct runner *runner_find(struct race *race, const char *label)
{
    for (int i = 0; race && i < race->runner_count; i++)
        if (strcmp(race->runners[i].label, label) == 0)
            return &race->runners[i];
    return NULL;
}

static struct runner *runner_open(struct race *race, const char *label, size_t length, int worker)
{
    char name[sizeof race->runners[0].label];
    snprintf(name, sizeof name, "%.*s", (int)length, label);
    struct runner *runner = runner_find(race, name);
    if (runner) {
        wire_destroy(&runner->wire);
    } else {
        if (race->runner_count == RUNNERS_MAX)
            story_fail(race->story, "too many race");
        runner = &race->runners[race->runner_count++];
        memcpy(runner->label, name, sizeof name);
    }
    runner->worker = worker;
    runner->wire = wire_new(race->story->world, "dispatch", worker);
    return runner;
}

static void runner_send(struct race *race, struct runner *runner, const struct words *words)
{
    char key[IDENTIFIER_BYTES];
    struct saying saying;
    story_saying_read(race->story, words, &saying);
    char *body = json_dumps(saying.body, JSON_COMPACT);
    identifier_new(key);
    wire_send(runner->wire, saying.message, 1, key, body);
    json_decref(saying.body);
    free(body);
}

/* "LABEL: MOVE": to a worker that does not wait yet, and then waits. */
static void runner_start(struct race *race, struct words *words)
{
    const char *label = words->word[0];
    struct runner *runner = runner_open(race, label, strlen(label) - 1, worker_idle(race->story));
    words_drop(words, 1);
    runner_send(race, runner, words);
    waiting_await(race, race->waiting + 1);
}

/* "LABEL behind OTHER: MOVE": to the worker that OTHER waits at; time to arrive is all that it gets. */
static void runner_follow(struct race *race, struct words *words)
{
    char other[sizeof race->runners[0].label];
    snprintf(other, sizeof other, "%.*s", (int)strcspn(words->word[2], ":"), words->word[2]);
    const struct runner *leader = runner_find(race, other);
    if (!leader)
        story_fail(race->story, "nobody is called %s", other);
    struct runner *runner = runner_open(race, words->word[0], strlen(words->word[0]), leader->worker);
    words_drop(words, 3);
    runner_send(race, runner, words);
    usleep(ARRIVAL_US);
}

/* "LABEL is done", "LABEL is refused CODE [FIELD] [telling TEXT]" */
static void runner_expect(struct race *race, struct runner *runner, const struct words *words)
{
    uint64_t number;
    struct refusal expected;
    struct world_reply reply;
    if (!wire_receive(runner->wire, PATIENCE_MS, &number, &reply))
        story_fail(race->story, "%s got no answer", runner->label);
    if (words_are(words, 2, "done")) {
        story_success_expect(race->story, &reply);
    } else {
        story_refusal_read(race->story, words, 3, &expected);
        story_refusal_expect(race->story, &reply, &expected);
    }
    world_reply_clear(&reply);
}

/* -- deadlines --------------------------------------------------------------------------------------------------- */

static void watchers_wake(struct race *race)
{
    for (int i = 0; i < race->watcher_count; i++)
        kill(race->watchers[i], SIGCONT);
    race->watcher_count = 0;
}

static void watchers_sleep(struct race *race)
{
    const struct world *world = race->story->world;
    int count = settings_workers(world_settings(world), "deadline");
    for (int i = 0; i < count && i < WORKERS_MAX; i++) {
        uint64_t number;
        struct world_reply reply;
        struct wire *wire = wire_new(world, "deadline", i);
        wire_send(wire, "service.status", 1, NULL, "{}");
        if (!wire_receive(wire, PATIENCE_MS, &number, &reply))
            story_fail(race->story, "deadline %d does not say which process it is", i);
        race->watchers[race->watcher_count++] = (pid_t)world_reply_number(&reply, "process");
        world_reply_clear(&reply);
        wire_destroy(&wire);
    }
    for (int i = 0; i < race->watcher_count; i++)
        if (race->watchers[i] <= 1 || kill(race->watchers[i], SIGSTOP) != 0)
            story_fail(race->story, "deadline %d cannot be stopped", i);
}

/* -- sentences --------------------------------------------------------------------------------------------------- */

static bool is_label(const char *word)
{
    size_t length = strlen(word);
    return length > 1 && word[length - 1] == ':';
}

bool race_tell(struct story *story, struct words *words)
{
    struct runner *runner =
        words->count > 2 && words_are(words, 1, "is") ? runner_find(story->race, words->word[0]) : NULL;
    if (runner)
        runner_expect(story->race, runner, words);
    else if (words->count == 2 && words_are(words, 0, "hold"))
        hold(race_of(story), words->word[1]);
    else if (words->count == 1 && words_are(words, 0, "release"))
        release(race_of(story));
    else if (words->count == 3 && words_are(words, 0, "when"))
        waiting_await(race_of(story), (int)strtol(words->word[1], NULL, 10));
    else if (words->count == 2 && words_are(words, 0, "deadline") && words_are(words, 1, "sleeps"))
        watchers_sleep(race_of(story));
    else if (words->count == 2 && words_are(words, 0, "deadline") && words_are(words, 1, "wakes"))
        watchers_wake(race_of(story));
    else if (words->count > 4 && words_are(words, 1, "behind"))
        runner_follow(race_of(story), words);
    else if (is_label(words->word[0]))
        runner_start(race_of(story), words);
    else
        return false;
    return true;
}

void race_end(struct race **race)
{
    if (!*race)
        return;
    watchers_wake(*race);
    for (int i = 0; i < (*race)->runner_count; i++)
        wire_destroy(&(*race)->runners[i].wire);
    store_destroy(&(*race)->holder);
    free(*race);
    *race = NULL;
}
