/* What each event makes count, and what it takes back. The formulas stand in proto/measures.def. */
#include "common/figures/fold.h"

#include <stdlib.h>

#include "common/figures/entries.h"
#include "proto/lifecycle.h"

#define CLOSING                                                                                                        \
    (MEASURE_BIT(CLOSED) | MEASURE_BIT(CLOSED_ON_TIME) | MEASURE_BIT(CLOSED_LATE) |                                    \
     MEASURE_BIT(CLOSED_WITHOUT_LIMIT) | MEASURE_BIT(EXEMPTED) | MEASURE_BIT(CONTACTED))
#define DUE_ENDED (MEASURE_BIT(DUE_CLOSED) | MEASURE_BIT(DUE_ON_TIME) | MEASURE_BIT(DUE_EXEMPTED))
#define LIMITS    (MEASURE_BIT(DUE) | DUE_ENDED)
#define STRUCK                                                                                                         \
    (MEASURE_BIT(ACCEPTED) | MEASURE_BIT(DISPATCHED) | MEASURE_BIT(HELP_CALLED) | MEASURE_BIT(OVERDUE) | LIMITS)

void fold_begin(struct fold *fold)
{
    struct figure_entry *entries = fold->entries;
    size_t capacity = fold->capacity;
    *fold = (struct fold){.entries = entries,
                          .capacity = capacity,
                          .urgency = 3,
                          .received_at = NO_INSTANT,
                          .entered_at = NO_INSTANT,
                          .handed_at = NO_INSTANT,
                          .contacted_at = NO_INSTANT,
                          .due_at = NO_INSTANT,
                          .overdue_due = NO_INSTANT,
                          .due_entry = -1};
}

void fold_clear(struct fold *fold)
{
    free(fold->entries);
    *fold = (struct fold){0};
}

/* -- whose it is, and for how long ------------------------------------------------------------------------------- */

static bool is_open(int8_t state)
{
    return state != STATE_NONE && !lifecycle_state_ended((enum ticket_state)state);
}

/* Whose open ticket it is in a state. */
static int32_t holder_in(int8_t state, int32_t organisation_id)
{
    switch (state) {
    case STATE_RECEIVED:
    case STATE_ACCEPTED:
    case STATE_CHECKING:
    case STATE_OFFERED:
    case STATE_RETURNED:
        return 0;
    default:
        return organisation_id;
    }
}

static void stay_count(struct fold *fold, const struct figure_event *event)
{
    if (event->to == fold->state)
        return;
    if (is_open(fold->state)) {
        int64_t stay = (event->at - fold->entered_at) / 1000;
        struct figure_entry *entry = entry_count(fold, event, fold->holder, MEASURE_BIT(STAYED));
        entry->state = fold->state;
        entry->stay_s = stay < 0 ? 0 : stay > INT32_MAX ? INT32_MAX : (int32_t)stay;
    }
    fold->entered_at = event->at;
}

static void stock_count(struct fold *fold, const struct figure_event *event)
{
    bool was_open = is_open(fold->state), open = is_open(event->to);
    int32_t holder = holder_in(event->to, event->organisation_id);
    if (was_open && (!open || holder != fold->holder))
        entry_count(fold, event, fold->holder, MEASURE_BIT(WENT));
    if (open && (!was_open || holder != fold->holder))
        entry_count(fold, event, holder, MEASURE_BIT(CAME));
}

/* Open and overdue: its limit ran out and its result is awaited. */
static void overdue_count(struct fold *fold, const struct figure_event *event, int8_t state, int32_t holder)
{
    bool overdue = result_awaited(state) && fold->due_at != NO_INSTANT && fold->overdue_due == fold->due_at;
    bool elsewhere = holder != fold->holder;
    if (fold->overdue && (!overdue || elsewhere))
        entry_count(fold, event, fold->holder, MEASURE_BIT(OVERDUE_WENT));
    if (overdue && (!fold->overdue || elsewhere))
        entry_count(fold, event, holder, MEASURE_BIT(OVERDUE_CAME));
    fold->overdue = overdue;
}

/* -- closing ----------------------------------------------------------------------------------------------------- */

static int32_t seconds_between(int64_t from, int64_t to)
{
    int64_t seconds = from == NO_INSTANT || to == NO_INSTANT ? -1 : (to - from) / 1000;
    if (seconds < 0)
        return from == NO_INSTANT || to == NO_INSTANT ? -1 : 0;
    return seconds > INT32_MAX ? INT32_MAX : (int32_t)seconds;
}

static void close_count(struct fold *fold, const struct figure_event *event)
{
    bool limited = event->due_at != NO_INSTANT, late = limited && event->done_at > event->due_at;
    bool contacted = fold->contacted_at != NO_INSTANT && (!limited || fold->contacted_at <= event->due_at);
    uint64_t how = !limited ? MEASURE_BIT(CLOSED_WITHOUT_LIMIT)
                   : late   ? MEASURE_BIT(CLOSED_LATE)
                            : MEASURE_BIT(CLOSED_ON_TIME);
    struct figure_entry *entry = entry_count(fold, event, event->organisation_id,
                                             MEASURE_BIT(CLOSED) | how | (contacted ? MEASURE_BIT(CONTACTED) : 0));
    entry->handling_s = seconds_between(fold->handed_at, event->done_at);
    entry->solving_s = seconds_between(fold->received_at, event->at);
    if (fold->due_entry < 0)
        return;
    struct figure_entry due = fold->entries[fold->due_entry];
    due.since = due.event_pos = event->pos;
    due.measures = MEASURE_BIT(DUE_CLOSED) | (late ? 0 : MEASURE_BIT(DUE_ON_TIME));
    entry_push(fold, due);
}

static void reopen_count(struct fold *fold, const struct figure_event *event)
{
    entries_take_back(fold, event, CLOSING | DUE_ENDED);
    if (fold->due_entry >= 0)
        entry_end(fold, (size_t)fold->due_entry, event, MEASURE_BIT(DUE));
    fold->due_at = NO_INSTANT;
    fold->handed_at = event->at;
    fold->contacted_at = NO_INSTANT;
    entry_count(fold, event, event->organisation_id, MEASURE_BIT(REOPENED));
}

static bool counts(const struct fold *fold, uint64_t measures)
{
    for (size_t i = 0; i < fold->count; i++)
        if (!fold->entries[i].until && fold->entries[i].measures & measures)
            return true;
    return false;
}

/* On the days of the closing and of the limit, where what is exempt counts. */
static void exempt_count(struct fold *fold, const struct figure_event *event)
{
    for (size_t i = 0, count = fold->count; i < count; i++) {
        struct figure_entry entry = fold->entries[i];
        bool closing = entry.measures & MEASURE_BIT(CLOSED_LATE), due = entry.measures & MEASURE_BIT(DUE_CLOSED);
        if (entry.until || !(closing || due))
            continue;
        entry.since = entry.event_pos = event->pos;
        entry.measures = closing ? MEASURE_BIT(EXEMPTED) : MEASURE_BIT(DUE_EXEMPTED);
        entry.handling_s = entry.solving_s = entry.stay_s = -1;
        entry.state = 0;
        entry_push(fold, entry);
    }
}

/* -- moves ------------------------------------------------------------------------------------------------------- */

static void follow_up_count(struct fold *fold, const struct figure_event *event)
{
    uint64_t measures = MEASURE_BIT(FOLLOWED_UP);
    if (event->reached == 1)
        measures |= MEASURE_BIT(ANSWERED) | (event->solved == 1 ? MEASURE_BIT(SOLVED) : 0) |
                    (event->satisfied == 1 ? MEASURE_BIT(SATISFIED) : 0) |
                    (event->satisfied == 0 ? MEASURE_BIT(DISSATISFIED) : 0);
    entry_count(fold, event, event->organisation_id, measures);
}

/* The measure that counts each move of a kind, at who holds the ticket after it. */
static uint64_t plain_measure(const struct figure_event *event)
{
    switch (event->kind) {
    case ACTION_SUBMIT:
        return MEASURE_BIT(RECEIVED);
    case ACTION_SIGN:
    case ACTION_CLAIM:
        return MEASURE_BIT(SIGNED);
    case ACTION_HANDLE:
    case ACTION_CONFIRM:
        return event->to == STATE_HANDLED ? MEASURE_BIT(HANDLED) : 0;
    case ACTION_VERIFY:
        return MEASURE_BIT(VERIFIED);
    case ACTION_REJECT:
        return MEASURE_BIT(REJECTED);
    case ACTION_RETURN:
        return MEASURE_BIT(RETURNED);
    case ACTION_REWORK:
        return MEASURE_BIT(REWORKED);
    case ACTION_GRANT_EXTENSION:
        return MEASURE_BIT(EXTENDED);
    case ACTION_SUSPEND:
        return MEASURE_BIT(SUSPENDED);
    case ACTION_MERGE:
        return MEASURE_BIT(MERGED);
    case ACTION_VOID:
        return MEASURE_BIT(VOIDED);
    case ACTION_WITHDRAW:
        return MEASURE_BIT(WITHDRAWN);
    case ACTION_URGE:
        return MEASURE_BIT(URGED);
    case ACTION_SUPERVISE:
        return MEASURE_BIT(SUPERVISED);
    case ACTION_APPEAL:
        return MEASURE_BIT(APPEALED);
    case ACTION_RATE:
        return MEASURE_BIT(RATED);
    case ACTION_CALL_IN:
        return MEASURE_BIT(CALLED_IN);
    default:
        return 0;
    }
}

static void hand_out_count(struct fold *fold, const struct figure_event *event)
{
    if (event->kind == ACTION_TRANSFER) {
        hand_out_take_back(fold, event, fold->holder);
        entry_count(fold, event, fold->holder, MEASURE_BIT(TRANSFERRED));
    }
    if (event->kind == ACTION_ESCALATE)
        entry_count(fold, event, fold->holder, MEASURE_BIT(ESCALATED));
    entry_count(fold, event, event->organisation_id, MEASURE_BIT(DISPATCHED));
    if (fold->handed_at == NO_INSTANT)
        fold->handed_at = event->at;
}

/* What a move counts for besides its plain measure. */
static void special_count(struct fold *fold, const struct figure_event *event)
{
    if (fold->state == STATE_RECEIVED &&
        (event->to == STATE_ACCEPTED || event->to == STATE_DISPATCHED || event->to == STATE_OFFERED))
        entry_count(fold, event, event->organisation_id, MEASURE_BIT(ACCEPTED));
    if (hands_out(event->kind))
        hand_out_count(fold, event);
    if (event->kind == ACTION_CLOSE)
        close_count(fold, event);
    if (event->kind == ACTION_FOLLOW_UP)
        follow_up_count(fold, event);
    if (event->kind == ACTION_GRANT_APPEAL && counts(fold, MEASURE_BIT(CLOSED_LATE)) &&
        !counts(fold, MEASURE_BIT(EXEMPTED)))
        exempt_count(fold, event);
    if (event->kind == ACTION_TALK && fold->contacted_at == NO_INSTANT)
        fold->contacted_at = event->at;
    if (event->to == STATE_MERGED || event->to == STATE_VOIDED) {
        entries_take_back(fold, event, STRUCK);
        fold->due_entry = -1;
    }
}

static void move_take(struct fold *fold, const struct figure_event *event)
{
    uint64_t plain = plain_measure(event);
    int32_t holder = holder_in(event->to, event->organisation_id);
    if (event->kind == ACTION_SUBMIT) {
        fold->received_at = event->at;
        fold->area_id = event->area_id;
        fold->category_id = event->category_id;
        fold->channel_id = event->channel_id;
    }
    entries_sort(fold, event);
    stay_count(fold, event);
    if (plain)
        entry_count(fold, event, event->organisation_id, plain);
    if (event->kind == ACTION_REOPEN)
        reopen_count(fold, event);
    special_count(fold, event);
    help_count(fold, event);
    due_follow(fold, event);
    stock_count(fold, event);
    overdue_count(fold, event, event->to, holder);
    fold->state = event->to;
    fold->holder = holder;
    fold->lead = event->task_id;
}

static void overdue_take(struct fold *fold, const struct figure_event *event)
{
    entry_count(fold, event, event->organisation_id, MEASURE_BIT(OVERDUE));
    if (event->task_id != fold->lead)
        return;
    fold->overdue_due = fold->due_at;
    overdue_count(fold, event, fold->state, fold->holder);
}

void fold_take(struct fold *fold, const struct figure_event *event)
{
    if (event->kind < FACT_LEAST)
        move_take(fold, event);
    else if (event->kind == EVENT_CLOCK_OVERDUE && event->handling)
        overdue_take(fold, event);
    else if (event->kind == EVENT_CLOCK_CHANGED)
        due_recount(fold, event);
}
