/* Ledgers of clocks for tests. */
#include "tests/unit/time_ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/time/date.h"
#include "tests/unit/time_plans.h"

static const char *const words[] = {
    [CLOCK_STARTED] = "start", [CLOCK_PAUSED] = "pause",        [CLOCK_RESUMED] = "resume",
    [CLOCK_STOPPED] = "stop",  [CLOCK_LIMIT_CHANGED] = "limit", [CLOCK_CALENDAR_CHANGED] = "calendar",
    [CLOCK_MOVED] = "move",    [CLOCK_RUN_ON] = "run-on",       [CLOCK_EXEMPTED] = "exempt",
};

static void line_abort(const char *line, const char *why)
{
    fprintf(stderr, "%s: %s\n", line, why);
    abort();
}

struct ledger ledger_new(void)
{
    return (struct ledger){.state = CLOCK_NEW};
}

/* How many characters of a line its instant has: with or without seconds. */
static size_t instant_length(const char *line)
{
    return strlen(line) > 16 && line[16] == ':' ? 19 : 16;
}

struct clock_entry entry_of(const char *line, const struct calendar *calendar)
{
    size_t length = instant_length(line);
    const char *word = line + length + 1;
    for (enum clock_change change = CLOCK_STARTED; change <= CLOCK_EXEMPTED; change++) {
        size_t letters = strlen(words[change]);
        if (strncmp(word, words[change], letters) != 0 || (word[letters] && word[letters] != ' '))
            continue;
        struct clock_entry entry = {.change = change, .at = instant_of(LEDGER_ZONE, line), .calendar = calendar};
        if (word[letters])
            entry.limit = limit_of(word + letters + 1);
        return entry;
    }
    line_abort(line, "is no entry");
    return (struct clock_entry){0};
}

int ledger_take(struct ledger *ledger, const char *line, const struct calendar *calendar)
{
    struct clock_entry entry = entry_of(line, calendar);
    int problem = clock_take(&ledger->state, clock_calendar(ledger->entries, ledger->count), &entry);
    if (problem)
        return problem;
    if (ledger->count == LEDGER_ENTRIES_MOST)
        line_abort(line, "is one entry too many");
    ledger->entries[ledger->count++] = entry;
    return 0;
}

void ledger_take_all(struct ledger *ledger, const struct calendar *calendar, const char *const *lines)
{
    for (; *lines; lines++)
        if (ledger_take(ledger, *lines, calendar) != 0)
            line_abort(*lines, "was not taken in");
}

bool clock_same(const struct clock_state *left, const struct clock_state *right)
{
    return left->limit.kind == right->limit.kind && left->limit.milliseconds == right->limit.milliseconds &&
           left->started_at == right->started_at && left->settled_at == right->settled_at &&
           memcmp(left->used_ms, right->used_ms, sizeof left->used_ms) == 0 && left->due_at == right->due_at &&
           left->late_from == right->late_from && left->stopped_at == right->stopped_at &&
           left->paused == right->paused && left->exempted == right->exempted;
}

const char *instant_text(int64_t instant)
{
    static char texts[4][48];
    static int turn;
    char *text = texts[turn++ % 4], date[DATE_TEXT_BYTES];
    int64_t wall = instant + INT64_C(8) * 3600000; /* Asia/Shanghai, since 1992 */
    if (instant == NO_INSTANT)
        return "never";
    date_print((int32_t)(wall / LIMIT_DAY_MS), date);
    int second = (int)(wall % LIMIT_DAY_MS / 1000);
    snprintf(text, sizeof texts[0], "%s %02d:%02d:%02d.%03d", date, second / 3600, second / 60 % 60, second % 60,
             (int)(wall % 1000));
    return text;
}
