/* A target that is just being started again is waited for until the next strike. A stopped process is woken at its
 * time, or when the drill ends. */
#include "tests/drill/killer.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "common/base/instant.h"
#include "tests/drill/process.h"

enum { TICK_MS = 20, PROGRESS_MS = 5000, STOPPED_MAX = 64 };

struct stopped {
    pid_t process;
    int64_t until;
};

struct killer {
    const struct killer_order *order;
    struct killer_result result;
    struct stopped stopped[STOPPED_MAX];
    size_t stopped_count;
};

static void stopped_wake(struct killer *killer, int64_t now)
{
    size_t kept = 0;
    for (size_t i = 0; i < killer->stopped_count; i++) {
        if (killer->stopped[i].until <= now)
            kill(killer->stopped[i].process, SIGCONT);
        else
            killer->stopped[kept++] = killer->stopped[i];
    }
    killer->stopped_count = kept;
}

static void process_kill(struct killer *killer, pid_t process)
{
    if (kill(process, SIGKILL) == 0)
        killer->result.kills++;
}

static void process_stop(struct killer *killer, pid_t process, int64_t until)
{
    if (killer->stopped_count == STOPPED_MAX || kill(process, SIGSTOP) != 0)
        return;
    killer->stopped[killer->stopped_count++] = (struct stopped){process, until};
    killer->result.stops++;
}

/* The processes that a strike aims at now. */
static size_t targets_find(const struct killer *killer, const struct strike *strike, pid_t out[PROCESSES_MAX])
{
    if (strike->kind == STRIKE_KILL_SERVICE || strike->kind == STRIKE_STOP_SERVICE)
        return process_find_service(killer->order->home, service_names[strike->service], strike->instance, out);
    pid_t postmaster = process_find_postmaster(killer->order->home);
    if (postmaster && strike->kind == STRIKE_KILL_POSTMASTER) {
        out[0] = postmaster;
        return 1;
    }
    size_t count = postmaster ? process_find_backends(postmaster, out) : 0;
    if (!count)
        return 0;
    out[0] = out[strike->backend % count];
    return 1;
}

/* False where there is nothing to strike yet. */
static bool strike_do(struct killer *killer, const struct strike *strike, int64_t now)
{
    pid_t targets[PROCESSES_MAX];
    char text[STRIKE_TEXT_BYTES];
    size_t count = targets_find(killer, strike, targets);
    bool stops = strike->kind == STRIKE_STOP_SERVICE || strike->kind == STRIKE_STOP_BACKEND;
    for (size_t i = 0; i < count; i++) {
        if (stops)
            process_stop(killer, targets[i], now + strike->duration);
        else
            process_kill(killer, targets[i]);
    }
    if (count && killer->order->verbose)
        fprintf(stderr, "drill: %s (at %.3f s, process %d)\n", strike_tell(strike, text), (double)now / 1000,
                (int)targets[0]);
    return count > 0;
}

static void tick_sleep(void)
{
    struct timespec tick = {.tv_nsec = TICK_MS * 1000000L};
    nanosleep(&tick, NULL);
}

struct killer_result killer_run(const struct killer_order *order)
{
    struct killer killer = {.order = order};
    int64_t start = instant_monotonic() / 1000, now = 0, told = 0;
    size_t next = 0;
    for (; now < order->milliseconds; now = instant_monotonic() / 1000 - start) {
        stopped_wake(&killer, now);
        if (next < order->count && order->strikes[next].at <= now && strike_do(&killer, &order->strikes[next], now))
            next++;
        while (next + 1 < order->count && order->strikes[next + 1].at <= now) {
            killer.result.missed++;
            next++;
        }
        if (now - told >= PROGRESS_MS) {
            order->progress(now, killer.result.kills);
            told = now;
        }
        tick_sleep();
    }
    stopped_wake(&killer, INT64_MAX);
    killer.result.missed += (int64_t)(order->count - next);
    return killer.result;
}
