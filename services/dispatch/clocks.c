/* Clocks of a move. A clock is counted by the calendar of the newest pack; where it was counted by an older one so far,
 * that becomes an entry of its ledger first. */
#include "services/dispatch/clocks.h"

#include "services/dispatch/clock_ladder.h"

static bool year_missing(struct move *move, int year)
{
    return fault_set(move->fault, "calendar_missing", NULL,
                     "the calendar of %d is not loaded, and Steward does not guess when something is due", year);
}

static const struct calendar *calendar_of(const struct pack *pack, int32_t organisation_id)
{
    return pack_calendar(pack, organisation_id ? pack_organisation_of_id(pack, organisation_id) : -1);
}

/* The one that the clock is counted by; every pack that is needed was there when the move was read. */
static const struct calendar *calendar_in_force(const struct move *move, const struct clock_row *clock)
{
    const struct pack *pack = cities_pack(move->cities, move->ticket.city_id, clock->pack_version);
    return calendar_of(pack, clock->organisation_id);
}

struct clock_row *clock_find(const struct move *move, enum clock_kind kind, int16_t task_id)
{
    for (int i = move->clock_count - 1; i >= 0; i--)
        if (move->clocks[i].kind == kind && move->clocks[i].task_id == task_id)
            return &move->clocks[i];
    return NULL;
}

static bool is_running(const struct clock_row *clock)
{
    return clock->state.stopped_at == NO_INSTANT;
}

/* -- entries ----------------------------------------------------------------------------------------------------- */

static void entry_note(struct clock_row *clock, const struct clock_entry *entry)
{
    clock->entries[clock->entry_count++] =
        (struct ledger_entry){*entry, clock->state.due_at, clock->pack_version, clock->organisation_id};
    clock->version++;
    if (clock->change == ROW_KEPT)
        clock->change = ROW_CHANGED;
}

/* From the entry that was noted last on it is counted by another calendar. */
static void calendar_note(struct clock_row *clock, int32_t pack_version, int32_t organisation_id)
{
    clock->pack_version = pack_version;
    clock->organisation_id = organisation_id;
    if (clock->entry_count) {
        clock->entries[clock->entry_count - 1].pack_version = pack_version;
        clock->entries[clock->entry_count - 1].organisation_id = organisation_id;
    }
}

/* When an entry is made now: clocks of machines differ, and those of a ledger do not run backwards. */
static int64_t entry_instant(const struct move *move, const struct clock_row *clock)
{
    int64_t earliest = clock_earliest(&clock->state);
    return move->wish.at > earliest ? move->wish.at : earliest;
}

/* Until when it ran before an entry at `at`. */
static int64_t ran_until(const struct clock_state *state, int64_t at)
{
    return state->paused ? state->settled_at : state->stopped_at != NO_INSTANT ? state->stopped_at : at;
}

/* An entry that the clock cannot have is left out: a clock that is stopped already is not stopped again. */
static bool entry_take(struct move *move, struct clock_row *clock, const struct clock_entry *entry)
{
    clock->ran_until = ran_until(&clock->state, entry->at);
    int year = clock_take(&clock->state, calendar_in_force(move, clock), entry);
    if (year == CLOCK_IMPOSSIBLE)
        return true;
    if (year)
        return year_missing(move, year);
    entry_note(clock, entry);
    return true;
}

/* Makes the newest pack's calendar the one that counts from now on; of a clock that is stopped once it runs on. */
static bool calendar_renew(struct move *move, struct clock_row *clock)
{
    if (clock->pack_version == move->people->version || !is_running(clock))
        return true;
    struct clock_entry entry = {.change = CLOCK_CALENDAR_CHANGED,
                                .at = entry_instant(move, clock),
                                .calendar = calendar_of(move->people, clock->organisation_id)};
    bool continuous = clock->state.limit.kind == LIMIT_CONTINUOUS && !entry.calendar;
    if (!continuous && !entry_take(move, clock, &entry))
        return false;
    if (continuous)
        clock->pack_version = move->people->version;
    else
        calendar_note(clock, move->people->version, clock->organisation_id);
    return true;
}

static bool steps_renew(struct move *move, struct clock_row *clock)
{
    int year = ladder_derive(move, clock, calendar_in_force(move, clock));
    if (year)
        return year_missing(move, year);
    ladder_arm(move, clock);
    return true;
}

static bool entry_make(struct move *move, struct clock_row *clock, struct clock_entry entry)
{
    if (!clock)
        return true;
    if (entry.change != CLOCK_STOPPED && entry.change != CLOCK_EXEMPTED && !calendar_renew(move, clock))
        return false;
    entry.at = entry_instant(move, clock);
    if (!entry_take(move, clock, &entry) || (entry.change == CLOCK_RUN_ON && !calendar_renew(move, clock)))
        return false;
    if (entry.change == CLOCK_STOPPED || entry.change == CLOCK_EXEMPTED) {
        ladder_arm(move, clock);
        return true;
    }
    return steps_renew(move, clock);
}

bool clock_change(struct move *move, struct clock_row *clock, enum clock_change change)
{
    return entry_make(move, clock, (struct clock_entry){.change = change});
}

bool clock_limit_change(struct move *move, struct clock_row *clock, struct limit limit)
{
    return entry_make(move, clock, (struct clock_entry){.change = CLOCK_LIMIT_CHANGED, .limit = limit});
}

/* -- starting ---------------------------------------------------------------------------------------------------- */

static struct clock_row *clock_add(struct move *move, enum clock_kind kind, int16_t task_id, int32_t organisation_id)
{
    struct clock_row *clock = &move->clocks[move->clock_count++];
    *clock = (struct clock_row){.change = ROW_NEW,
                                .clock_id = ++move->ticket.clocks,
                                .task_id = task_id,
                                .kind = kind,
                                .organisation_id = organisation_id,
                                .pack_version = move->people->version,
                                .state = CLOCK_NEW,
                                .ran_until = NO_INSTANT,
                                .next_step = 1,
                                .next_at = NO_INSTANT};
    return clock;
}

/* As another system recorded it: due when it says, and no alert before the rest of the ticket's life is known. */
static void imported_adjust(const struct move *move, struct clock_row *clock)
{
    const struct wish *wish = &move->wish;
    if (wish->due != NO_INSTANT && wish->due < wish->at) {
        clock->state.due_at = clock->state.late_from = wish->due;
        clock->entries[0].due_at = wish->due;
        for (int i = 0; i < clock->step_count; i++)
            clock->steps[i] = wish->due;
        clock->next_at = wish->due;
    }
    if (wish->alert_after != NO_INSTANT && clock->next_at < wish->alert_after)
        clock->next_at = wish->alert_after;
}

bool clock_open(struct move *move, enum clock_kind kind, int16_t task_id, int32_t organisation_id, struct limit limit)
{
    struct clock_row *clock = clock_add(move, kind, task_id, organisation_id);
    struct clock_entry entry = {.change = CLOCK_STARTED,
                                .at = move->wish.at,
                                .limit = limit,
                                .calendar = calendar_of(move->people, organisation_id)};
    int year = clock_take(&clock->state, entry.calendar, &entry);
    if (year == CLOCK_IMPOSSIBLE)
        return fault_set(move->fault, "calendar_missing", NULL, "the city has no calendar to count its %s limit by",
                         lifecycle_clock_name((int)kind));
    if (year)
        return year_missing(move, year);
    entry_note(clock, &entry);
    if (!steps_renew(move, clock))
        return false;
    imported_adjust(move, clock);
    return true;
}

bool clock_open_kept(struct move *move, enum clock_kind kind, int16_t task_id, int32_t organisation_id)
{
    struct limit limit;
    return !pack_clock_limit(move->pack, kind, &limit) || clock_open(move, kind, task_id, organisation_id, limit);
}

bool clock_hand_over(struct move *move, struct clock_row *clock, int16_t task_id, int32_t organisation_id)
{
    if (!clock || !is_running(clock))
        return true;
    if (!calendar_renew(move, clock))
        return false;
    struct clock_entry entry = {.change = CLOCK_MOVED,
                                .at = entry_instant(move, clock),
                                .calendar = calendar_of(move->people, organisation_id)};
    if (!entry_take(move, clock, &entry))
        return false;
    clock->task_id = task_id;
    calendar_note(clock, clock->pack_version, organisation_id);
    return steps_renew(move, clock);
}

/* -- stopping ---------------------------------------------------------------------------------------------------- */

static bool stop(struct move *move, struct clock_row *clock)
{
    return !is_running(clock) || clock_change(move, clock, CLOCK_STOPPED);
}

bool clocks_stop(struct move *move)
{
    for (int i = 0; i < move->clock_count; i++)
        if (!stop(move, &move->clocks[i]))
            return false;
    return true;
}

bool clocks_stop_of_task(struct move *move, int16_t task_id)
{
    for (int i = 0; i < move->clock_count; i++)
        if (move->clocks[i].task_id == task_id && !stop(move, &move->clocks[i]))
            return false;
    return true;
}

bool clocks_stop_of_kind(struct move *move, enum clock_kind kind)
{
    for (int i = 0; i < move->clock_count; i++)
        if (move->clocks[i].kind == kind && !stop(move, &move->clocks[i]))
            return false;
    return true;
}

/* -- another calendar -------------------------------------------------------------------------------------------- */

static bool recount(struct move *move, struct clock_row *clock)
{
    int64_t was = clock->state.due_at;
    if (!calendar_renew(move, clock) || !steps_renew(move, clock))
        return false;
    if (clock->state.due_at != was)
        move->told[move->told_count++] = (struct told){.kind = EVENT_CLOCK_CHANGED,
                                                       .ticket = move->ticket,
                                                       .was = was,
                                                       .due = clock->state.due_at,
                                                       .clock_id = clock->clock_id};
    return true;
}

bool clocks_recount(struct move *move)
{
    for (int i = 0; i < move->clock_count; i++) {
        struct clock_row *clock = &move->clocks[i];
        bool by_calendar = clock->state.limit.kind != LIMIT_CONTINUOUS;
        if (by_calendar && is_running(clock) && clock->pack_version != move->people->version && !recount(move, clock))
            return false;
    }
    return true;
}

/* -- the clock of a state ---------------------------------------------------------------------------------------- */

static bool state_clock_start(struct move *move, enum clock_kind kind)
{
    int32_t organisation_id = kind == CLOCK_SIGN ? move->ticket.organisation_id : 0;
    if (move->wish.importer) /* how long another system waited is not ours to alert of */
        return true;
    if (kind != CLOCK_SUSPENSION)
        return clock_open_kept(move, kind, 0, organisation_id);
    struct limit limit = {LIMIT_CONTINUOUS, move->wish.until - move->wish.at};
    return clock_open(move, kind, 0, 0, limit);
}

bool clock_of_state_change(struct move *move, int16_t lead_before)
{
    enum clock_kind left = lifecycle_state_clock(move->from), entered = lifecycle_state_clock(move->edge->to);
    if (move->from == move->edge->to && lead_before == move->ticket.task_id)
        return true;
    if (left != CLOCK_NONE && !clocks_stop_of_kind(move, left))
        return false;
    return entered == CLOCK_NONE || state_clock_start(move, entered);
}
