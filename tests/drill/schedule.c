/* Rounds of strikes: each round holds every kind of strike on every kind of process, in a shuffled order. */
#include "tests/drill/schedule.h"

#include <stdio.h>

#include "common/base/memory.h"
#include "tests/drill/random.h"

enum { FIRST_MS = 1500, PAUSE_LEAST_MS = 300, PAUSE_MOST_MS = 1900, STOP_LEAST_MS = 1000, STOP_MOST_MS = 4000 };
enum { ROUND_COUNT = 2 * SERVICE_COUNT + 4, SCHEDULE_STREAM = 1000, ALL_PERCENT = 25 };

const char *const service_names[SERVICE_COUNT] = {"intake", "dispatch", "deadline", "report", "relay"};

static void round_fill(struct strike round[ROUND_COUNT])
{
    size_t count = 0;
    for (int i = 0; i < SERVICE_COUNT; i++) {
        round[count++] = (struct strike){.kind = STRIKE_KILL_SERVICE, .service = i};
        round[count++] = (struct strike){.kind = STRIKE_STOP_SERVICE, .service = i};
    }
    round[count++] = (struct strike){.kind = STRIKE_KILL_BACKEND};
    round[count++] = (struct strike){.kind = STRIKE_STOP_BACKEND};
    round[count++] = (struct strike){.kind = STRIKE_STOP_BACKEND};
    round[count++] = (struct strike){.kind = STRIKE_KILL_POSTMASTER};
}

/* Fisher-Yates. */
static void round_shuffle(struct strike round[ROUND_COUNT], struct random *random)
{
    for (uint32_t i = ROUND_COUNT - 1; i > 0; i--) {
        uint32_t j = random_below(random, i + 1);
        struct strike other = round[i];
        round[i] = round[j];
        round[j] = other;
    }
}

/* Every strike takes the same number of random numbers, so that the schedule of other workers differs in these only. */
static void strike_aim(struct strike *strike, struct random *random, const int workers[SERVICE_COUNT])
{
    uint32_t which = random_below(random, 1U << 16);
    bool all = random_chance(random, ALL_PERCENT);
    strike->duration = random_between(random, STOP_LEAST_MS, STOP_MOST_MS);
    strike->backend = which;
    strike->instance = all ? INSTANCE_ALL : (int)(which % (uint32_t)workers[strike->service]);
}

size_t schedule_make(struct strike **out, uint64_t seed, int64_t milliseconds, const int workers[SERVICE_COUNT])
{
    struct random random;
    struct strike round[ROUND_COUNT];
    size_t count = 0, capacity = 0;
    random_start(&random, seed, SCHEDULE_STREAM);
    *out = NULL;
    for (int64_t at = FIRST_MS; at < milliseconds; at += random_between(&random, PAUSE_LEAST_MS, PAUSE_MOST_MS)) {
        if (count % ROUND_COUNT == 0) {
            round_fill(round);
            round_shuffle(round, &random);
        }
        memory_reserve((void **)out, &capacity, count + 1, sizeof **out);
        struct strike *strike = &(*out)[count];
        *strike = round[count % ROUND_COUNT];
        strike->at = at;
        strike_aim(strike, &random, workers);
        count++;
    }
    return count;
}

const char *strike_tell(const struct strike *strike, char out[STRIKE_TEXT_BYTES])
{
    char who[24] = "all";
    if (strike->instance != INSTANCE_ALL)
        snprintf(who, sizeof who, "%d", strike->instance);
    double at = (double)strike->at / 1000, duration = (double)strike->duration / 1000;
    const char *service = service_names[strike->service];
    switch (strike->kind) {
    case STRIKE_KILL_SERVICE:
        snprintf(out, STRIKE_TEXT_BYTES, "%.3f s kill %s %s", at, service, who);
        break;
    case STRIKE_STOP_SERVICE:
        snprintf(out, STRIKE_TEXT_BYTES, "%.3f s stop %s %s for %.3f s", at, service, who, duration);
        break;
    case STRIKE_KILL_BACKEND:
        snprintf(out, STRIKE_TEXT_BYTES, "%.3f s kill backend %u", at, strike->backend);
        break;
    case STRIKE_STOP_BACKEND:
        snprintf(out, STRIKE_TEXT_BYTES, "%.3f s stop backend %u for %.3f s", at, strike->backend, duration);
        break;
    case STRIKE_KILL_POSTMASTER:
        snprintf(out, STRIKE_TEXT_BYTES, "%.3f s kill postmaster", at);
        break;
    }
    return out;
}
