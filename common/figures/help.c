/* Co-handlers: who was called to help, was there, gave a result, or was released. Counted at the co-handler's own
 * organisation, while all else is at the one that leads. */
#include "common/figures/entries.h"
#include "proto/lifecycle.h"

/* The newest help of an organisation that is open; -1: none is. */
static int helper_find(const struct fold *fold, int32_t organisation_id)
{
    for (int i = fold->helper_count; i-- > 0;)
        if (fold->helpers[i] == organisation_id)
            return i;
    return -1;
}

static void helper_forget(struct fold *fold, int i)
{
    for (fold->helper_count--; i < fold->helper_count; i++)
        fold->helpers[i] = fold->helpers[i + 1];
}

static void calls_count(struct fold *fold, const struct figure_event *event)
{
    for (int i = 0; i < event->helper_count; i++) {
        entry_count(fold, event, event->helpers[i], MEASURE_BIT(HELP_CALLED));
        if (fold->helper_count < HELPERS_MOST)
            fold->helpers[fold->helper_count++] = event->helpers[i];
    }
}

/* What a co-handler has done, in time or late where there was a limit, or that nothing more is awaited of them. */
static uint64_t answer_measures(const struct figure_event *event)
{
    bool limited = event->help_due != NO_INSTANT, late = limited && event->at > event->help_due;
    switch (event->kind) {
    case ACTION_REPORT_IN:
        return MEASURE_BIT(REPORTED_IN) | (late ? MEASURE_BIT(REPORTED_IN_LATE) : 0);
    case ACTION_CONTRIBUTE:
        return MEASURE_BIT(HELPED) | (late ? MEASURE_BIT(HELPED_LATE) : limited ? MEASURE_BIT(HELPED_ON_TIME) : 0);
    case ACTION_RELEASE:
        return MEASURE_BIT(HELP_RELEASED);
    default:
        return 0;
    }
}

static void answer_count(struct fold *fold, const struct figure_event *event, uint64_t measures)
{
    for (int i = 0; i < event->helper_count; i++) {
        int open = helper_find(fold, event->helpers[i]);
        entry_count(fold, event, event->helpers[i], measures);
        if (event->kind != ACTION_REPORT_IN && open >= 0)
            helper_forget(fold, open);
    }
}

static void helper_release(struct fold *fold, const struct figure_event *event, int i)
{
    entry_count(fold, event, fold->helpers[i], MEASURE_BIT(HELP_RELEASED));
    helper_forget(fold, i);
}

/* What ends with the move of the ticket: all help where it is returned or goes no further; that of whoever leads from
 * now on. What is struck out or merged was never called for, as it was never handed out. */
static void ends_count(struct fold *fold, const struct figure_event *event)
{
    bool over = event->to == STATE_RETURNED || event->to == STATE_REJECTED || event->to == STATE_WITHDRAWN;
    bool leads = event->kind == ACTION_TRANSFER || event->kind == ACTION_ESCALATE;
    int open = leads ? helper_find(fold, event->organisation_id) : -1;
    if (open >= 0)
        helper_release(fold, event, open);
    while (over && fold->helper_count)
        helper_release(fold, event, 0);
    if (event->to == STATE_VOIDED || event->to == STATE_MERGED)
        fold->helper_count = 0;
}

void help_count(struct fold *fold, const struct figure_event *event)
{
    uint64_t answer = answer_measures(event);
    if (answer)
        answer_count(fold, event, answer);
    else
        calls_count(fold, event);
    ends_count(fold, event);
}
