/* Counts and lines of a simulation. */
#include "services/ctl/simulate/telling.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "services/ctl/call.h"
#include "services/ctl/moment.h"

enum { SECOND = 1000000, TERMINAL_EVERY = 250000, LINE_EVERY = 5 * SECOND };

int64_t counts_open(const struct counts *counts)
{
    return counts->submitted - counts->closed - counts->rejected - counts->voided - counts->withdrawn;
}

void counts_add_event(struct counts *counts, const char *kind)
{
    const struct {
        const char *kind;
        int64_t *count;
    } counted[] = {
        {"ticket.dispatched", &counts->dispatched}, {"ticket.handled", &counts->handled},
        {"ticket.closed", &counts->closed},         {"ticket.followed_up", &counts->followed_up},
        {"ticket.returned", &counts->returned},     {"ticket.reworked", &counts->reworked},
        {"ticket.rejected", &counts->rejected},     {"ticket.voided", &counts->voided},
        {"ticket.withdrawn", &counts->withdrawn},   {"clock.overdue", &counts->overdue},
    };
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (strcmp(counted[i].kind, kind) == 0)
            ++*counted[i].count;
}

static double per_second(int64_t count, int64_t span)
{
    return span > 0 ? (double)count * SECOND / (double)span : 0;
}

void telling_write(struct telling *telling, const struct counts *counts, int64_t now)
{
    bool terminal = isatty(STDERR_FILENO);
    char left[MOMENT_BYTES];
    int64_t span = now - telling->told;
    if (span < (terminal ? TERMINAL_EVERY : LINE_EVERY))
        return;
    moment_span(left, telling->ends > now ? (telling->ends - now) / 1000 : 0);
    fprintf(stderr,
            "%ssubmitted %lld  dispatched %lld  handled %lld  closed %lld  open %lld  overdue %lld  refused %lld  "
            "%.1f/s  left %s%s",
            terminal ? "\r\033[K" : "", (long long)counts->submitted, (long long)counts->dispatched,
            (long long)counts->handled, (long long)counts->closed, (long long)counts_open(counts),
            (long long)counts->overdue, (long long)counts->refused,
            per_second(counts->submitted - telling->told_submitted, span), left, terminal ? "" : "\n");
    fflush(stderr);
    telling->told = now;
    telling->told_submitted = counts->submitted;
}

static json_t *summary_make(const struct telling *telling, const struct counts *counts, int64_t now)
{
    const struct {
        const char *name;
        int64_t count;
    } rows[] = {
        {"submitted", counts->submitted}, {"dispatched", counts->dispatched},   {"handled", counts->handled},
        {"closed", counts->closed},       {"followed_up", counts->followed_up}, {"returned", counts->returned},
        {"reworked", counts->reworked},   {"rejected", counts->rejected},       {"voided", counts->voided},
        {"withdrawn", counts->withdrawn}, {"open", counts_open(counts)},        {"overdue", counts->overdue},
        {"moves", counts->moves},         {"refused", counts->refused},         {"unanswered", counts->unanswered},
    };
    json_t *summary = json_object();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        json_object_set_new(summary, rows[i].name, json_integer(rows[i].count));
    json_object_set_new(summary, "seconds", json_real((double)(now - telling->began) / SECOND));
    int64_t came_in = (now < telling->ends ? now : telling->ends) - telling->began;
    json_object_set_new(summary, "per_second", json_real(per_second(counts->submitted, came_in)));
    return summary;
}

static void summary_print(json_t *summary)
{
    const char *name;
    const json_t *value;
    json_object_foreach(summary, name, value)
    {
        printf("%-12s %.*f\n", name, json_is_integer(value) ? 0 : 1, json_number_value(value));
    }
}

void telling_end(const struct telling *telling, const struct counts *counts, int64_t now, bool json)
{
    json_t *summary = summary_make(telling, counts, now);
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    if (telling->refusal[0])
        fprintf(stderr, "steward: the last refusal: %s\n", telling->refusal);
    if (json)
        call_print(summary);
    else
        summary_print(summary);
    json_decref(summary);
}
