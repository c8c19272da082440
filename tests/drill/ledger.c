/* drill-ledger: folds every clock's ledger anew with common/time/clock.h, and works out which steps of its ladder have
 * come while it ran. It shares the arithmetic with dispatch, and nothing else: what is stored in `clock` must be what
 * the entries come to.
 *
 *   drill-ledger NOW CLOCKS STEPS FOLDER…      NOW: ms since the epoch; the packs of the cities
 *
 * Reads the entries from standard input, tab-separated, those of a clock one after the other:
 *   city id, city code, ticket, clock, kind, change, at (ms), limit kind, limit ms, organisation (a code, or \N), due
 * (ms) Writes to CLOCKS the columns of drill.folded, to STEPS those of drill.step_come (check/ledger.sql). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/city/ladder.h"
#include "common/city/pack.h"
#include "common/time/clock.h"

enum { CITIES_MOST = 4, ENTRIES_MOST = 256, COLUMNS = 11, LINE_BYTES = 512 };
enum { CITY, CODE, TICKET, CLOCK, KIND, CHANGE, AT, LIMIT_KIND, LIMIT, ORGANISATION, DUE };

struct ledger {
    char city[24], code[64], ticket[24], clock[24];
    enum clock_kind kind;
    const struct pack *pack;
    struct clock_entry entries[ENTRIES_MOST];
    int64_t due[ENTRIES_MOST]; /* as stored after each entry */
    int count;
};

struct job {
    struct pack *packs[CITIES_MOST];
    int pack_count;
    int64_t now;
    FILE *clocks, *steps;
};

static int64_t number_of(const char *text)
{
    return strcmp(text, "\\N") == 0 ? NO_INSTANT : strtoll(text, NULL, 10);
}

static void number_print(FILE *file, int64_t number, int64_t none)
{
    if (number == none)
        fputs("\t\\N", file);
    else
        fprintf(file, "\t%lld", (long long)number);
}

static const struct pack *pack_of(const struct job *job, const char *code)
{
    for (int i = 0; i < job->pack_count; i++)
        if (strcmp(job->packs[i]->code, code) == 0)
            return job->packs[i];
    log_abort("no pack of city %s was named", code);
}

/* -- one ledger -------------------------------------------------------------------------------------------------- */

static struct clock_step step_of(const struct ladder_step *step)
{
    return (struct clock_step){.percent = step->kind == STEP_WARNING ? step->percent : 100, .after = step->after};
}

/* Notes the steps that come after one entry and before the next, each once. */
static void steps_pass(const struct job *job, const struct ledger *ledger, const struct clock_state *state,
                       const struct calendar *calendar, int64_t until, bool come[LADDER_STEPS_MOST])
{
    const struct ladder *ladder = pack_ladder(ledger->pack, ledger->kind, -1);
    if (state->stopped_at != NO_INSTANT || state->paused)
        return;
    for (int i = 0; i < ladder->count; i++) {
        int64_t instant = NO_INSTANT;
        if (come[i] || clock_instant(state, calendar, step_of(&ladder->steps[i]), &instant) != 0 ||
            instant == NO_INSTANT || instant >= until)
            continue;
        come[i] = true;
        fprintf(job->steps, "%s\t%s\t%s\t%d\t%d\t%lld\n", ledger->city, ledger->ticket, ledger->clock, i + 1,
                (int)ladder->steps[i].kind, (long long)instant);
    }
}

static void clock_print(const struct job *job, const struct ledger *ledger, const struct clock_state *state,
                        const char *problem)
{
    FILE *file = job->clocks;
    fprintf(file, "%s\t%s\t%s\t%s\t%d\t%lld", ledger->city, ledger->ticket, ledger->clock, problem,
            (int)state->limit.kind, (long long)state->limit.milliseconds);
    for (int i = 0; i < LIMIT_KINDS; i++)
        number_print(file, state->used_ms[i], CLOCK_UNKNOWN);
    number_print(file, state->started_at, NO_INSTANT);
    number_print(file, state->settled_at, NO_INSTANT);
    number_print(file, state->due_at, NO_INSTANT);
    number_print(file, state->late_from, NO_INSTANT);
    number_print(file, state->stopped_at, NO_INSTANT);
    fprintf(file, "\t%s\t%s\n", state->paused ? "t" : "f", state->exempted ? "t" : "f");
}

static bool calendar_taken(enum clock_change change)
{
    return change == CLOCK_STARTED || change == CLOCK_CALENDAR_CHANGED || change == CLOCK_MOVED;
}

static void ledger_check(const struct job *job, struct ledger *ledger)
{
    struct clock_state state = CLOCK_NEW;
    const struct calendar *calendar = NULL;
    bool come[LADDER_STEPS_MOST] = {false};
    const char *problem = "\\N";
    for (int i = 0; i < ledger->count; i++) {
        const struct clock_entry *entry = &ledger->entries[i];
        if (clock_take(&state, calendar, entry) != 0)
            problem = "an entry that this clock cannot have";
        else if (state.due_at != ledger->due[i])
            problem = "an entry says another due time";
        if (calendar_taken(entry->change))
            calendar = entry->calendar;
        steps_pass(job, ledger, &state, calendar, i + 1 < ledger->count ? ledger->entries[i + 1].at : job->now, come);
    }
    if (ledger->count)
        clock_print(job, ledger, &state, problem);
    ledger->count = 0;
}

/* -- reading ----------------------------------------------------------------------------------------------------- */

static bool columns_split(char *line, char *columns[COLUMNS])
{
    int count = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *at = line; at && count < COLUMNS; count++) {
        columns[count] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = '\0';
    }
    return count == COLUMNS;
}

static void ledger_begin(const struct job *job, struct ledger *ledger, char *columns[COLUMNS])
{
    snprintf(ledger->city, sizeof ledger->city, "%s", columns[CITY]);
    snprintf(ledger->code, sizeof ledger->code, "%s", columns[CODE]);
    snprintf(ledger->ticket, sizeof ledger->ticket, "%s", columns[TICKET]);
    snprintf(ledger->clock, sizeof ledger->clock, "%s", columns[CLOCK]);
    ledger->kind = (enum clock_kind)number_of(columns[KIND]);
    ledger->pack = pack_of(job, columns[CODE]);
}

static void entry_add(struct ledger *ledger, char *columns[COLUMNS])
{
    const char *organisation = columns[ORGANISATION];
    bool centre = strcmp(organisation, "\\N") == 0;
    int at = centre ? -1 : pack_organisation_find(ledger->pack, organisation, strlen(organisation));
    if (ledger->count == ENTRIES_MOST)
        log_abort("ticket %s has a clock of more than %d entries", ledger->ticket, ENTRIES_MOST);
    struct clock_entry *entry = &ledger->entries[ledger->count];
    *entry = (struct clock_entry){.change = (enum clock_change)number_of(columns[CHANGE]),
                                  .at = number_of(columns[AT]),
                                  .calendar = pack_calendar(ledger->pack, at)};
    if (strcmp(columns[LIMIT_KIND], "\\N") != 0)
        entry->limit = (struct limit){(enum limit_kind)number_of(columns[LIMIT_KIND]), number_of(columns[LIMIT])};
    ledger->due[ledger->count++] = number_of(columns[DUE]);
}

static void ledgers_check(const struct job *job)
{
    static struct ledger ledger;
    char line[LINE_BYTES], *columns[COLUMNS];
    while (fgets(line, sizeof line, stdin)) {
        if (!columns_split(line, columns))
            log_abort("a line has fewer than %d columns", COLUMNS);
        bool same = ledger.count && strcmp(ledger.city, columns[CITY]) == 0 &&
                    strcmp(ledger.ticket, columns[TICKET]) == 0 && strcmp(ledger.clock, columns[CLOCK]) == 0;
        if (!same) {
            ledger_check(job, &ledger);
            ledger_begin(job, &ledger, columns);
        }
        entry_add(&ledger, columns);
    }
    ledger_check(job, &ledger);
}

static bool packs_read(struct job *job, char **arguments, int count)
{
    for (int i = 0; i < count && i < CITIES_MOST; i++) {
        struct pack_faults faults = {0};
        if (!pack_read_folder(arguments[i], &job->packs[job->pack_count], &faults)) {
            fprintf(stderr, "drill-ledger: %s is no pack\n", arguments[i]);
            return false;
        }
        job->pack_count++;
    }
    return count <= CITIES_MOST;
}

int main(int argc, char **argv)
{
    struct job job = {0};
    if (argc < 5) {
        fprintf(stderr, "usage: drill-ledger NOW CLOCKS STEPS FOLDER…\n");
        return 2;
    }
    job.now = number_of(argv[1]);
    job.clocks = fopen(argv[2], "w");
    job.steps = fopen(argv[3], "w");
    if (!job.clocks || !job.steps || !packs_read(&job, argv + 4, argc - 4))
        return 1;
    ledgers_check(&job);
    bool written = fclose(job.clocks) == 0;
    written = fclose(job.steps) == 0 && written;
    for (int i = 0; i < job.pack_count; i++)
        pack_destroy(&job.packs[i]);
    return written ? 0 : 1;
}
