/* steward log archive: old ranges of a city's log go into files (docs/archive.md).
 *
 * All is asked before anything is done: what is refused leaves the log as it is. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "services/ctl/call.h"
#include "services/ctl/city_pack.h"
#include "services/ctl/command.h"
#include "services/ctl/log_archive/depart.h"
#include "services/ctl/moment.h"

enum { OPTION_ENDED = 256, OPTION_PATIENCE, PATIENCE_MS = 600000, MONTH_LENGTH = 7, POLL_US = 20000 };

struct wish {
    int64_t before; /* a position; 0: `month` says */
    char month[MONTH_LENGTH + 1];
    int64_t ended, patience; /* ms; ended 0: as long as the pack says */
    char folder[RANGE_PATH_BYTES];
    bool check;
};

static int64_t span_read(const struct argp_state *state, const char *name, const char *text)
{
    int64_t span;
    if (!moment_span_parse(text, &span) || span <= 0)
        argp_error(state, "%s: '%s' is no span such as 90d or 10m", name, text);
    return span;
}

static void before_read(struct wish *wish, const struct argp_state *state, const char *text)
{
    int64_t month;
    char day[16];
    snprintf(day, sizeof day, "%.7s-01", text);
    if (strlen(text) == MONTH_LENGTH && text[4] == '-' && moment_parse(day, &month))
        snprintf(wish->month, sizeof wish->month, "%s", text);
    else if (strchr(text, '-'))
        argp_error(state, "before: '%s' is neither a position nor a month YYYY-MM", text);
    else
        wish->before = ctl_number(state, "before", text, 1, INT64_MAX / 16);
}

static error_t wish_parse(int key, char *arg, struct argp_state *state)
{
    struct wish *wish = state->input;
    switch (key) {
    case 'b':
        before_read(wish, state, arg);
        return 0;
    case 't':
        if (snprintf(wish->folder, sizeof wish->folder, "%s", arg) >= (int)sizeof wish->folder)
            argp_error(state, "to: is too long");
        return 0;
    case 'n':
        wish->check = true;
        return 0;
    case OPTION_ENDED:
        wish->ended = span_read(state, "ended", arg);
        return 0;
    case OPTION_PATIENCE:
        wish->patience = span_read(state, "patience", arg);
        return 0;
    case ARGP_KEY_END:
        if (!wish->before && !*wish->month)
            argp_error(state, "--before: is missing, expected a position or a month YYYY-MM");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A ticket of the city may be reopened or appealed for so long: no range is archived sooner. */
static bool ended_settle(struct ctl *ctl, struct wish *wish)
{
    char asked[MOMENT_BYTES], needed[MOMENT_BYTES];
    struct pack *pack = city_pack_read(ctl);
    if (!pack)
        return false;
    int64_t least = pack->reopen_within_ms > pack->appeal_within_ms ? pack->reopen_within_ms : pack->appeal_within_ms;
    pack_destroy(&pack);
    if (!wish->ended)
        wish->ended = least;
    if (wish->ended < least)
        ctl_fail("ended: %s is too short, expected %s or more: for so long a ticket may be reopened or appealed",
                 moment_span(asked, wish->ended), moment_span(needed, least));
    return wish->ended >= least;
}

/* The folder as a full path, made where it is the installation's own. */
static bool folder_settle(const struct ctl *ctl, struct wish *wish)
{
    char full[RANGE_PATH_BYTES];
    if (!*wish->folder) {
        snprintf(wish->folder, sizeof wish->folder, "%.3900s/archive", settings_home(ctl->home));
        mkdir(wish->folder, 0750);
    }
    if (!realpath(wish->folder, full) || access(full, W_OK) != 0)
        return ctl_fail("to: %s: %s", wish->folder, strerror(errno)) == CTL_DONE;
    snprintf(wish->folder, sizeof wish->folder, "%s", full);
    return true;
}

/* -- which ------------------------------------------------------------------------------------------------------- */

/* Ranges that are in the log, in order. */
struct choice {
    struct log_range *ranges;
    size_t count;
};

static bool choice_read(struct archivist *archivist, struct choice *out)
{
    struct parameter city = P_INTEGER(archivist->ctl->city_id);
    if (!archivist_ask(archivist, &query_log_ranges, &city, 1))
        return false;
    out->count = (size_t)store_rows(archivist->store, 0);
    out->ranges = calloc(out->count + 1, sizeof *out->ranges);
    for (size_t i = 0; out->ranges && i < out->count; i++) {
        out->ranges[i].first = store_integer(archivist->store, 0, (int)i, 0);
        out->ranges[i].last = store_integer(archivist->store, 0, (int)i, 1);
    }
    return out->ranges;
}

/* Does the range lie wholly before what was asked for? 1 yes, 0 no, -1 it cannot be told. */
static int range_precedes(struct archivist *archivist, const struct wish *wish, const struct log_range *range)
{
    int64_t month = 0;
    char day[16];
    if (wish->before)
        return range->last < wish->before;
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first), P_BIGINT(range->last)};
    if (!archivist_ask(archivist, &query_log_range_newest_at, of, 3))
        return -1;
    snprintf(day, sizeof day, "%s-01", wish->month);
    return moment_parse(day, &month) && store_instant(archivist->store, 0, 0, 0) < month;
}

/* Leaves those that lie before what was asked for. The last of the log is written to, and never goes. */
static bool choice_narrow(struct archivist *archivist, const struct wish *wish, struct choice *choice)
{
    size_t kept = 0;
    int precedes = 1;
    while (kept < choice->count && (precedes = range_precedes(archivist, wish, &choice->ranges[kept])) > 0)
        kept++;
    if (precedes < 0)
        return false;
    if (kept > 0 && kept == choice->count) {
        const struct log_range *newest = &choice->ranges[--kept];
        if (wish->before)
            return ctl_fail("before: positions %" PRId64 " to %" PRId64 " are the newest range of the log of %s, which "
                            "is written to; expected at most %" PRId64,
                            newest->first, newest->last, archivist->ctl->city_code, newest->last) == CTL_DONE;
    }
    choice->count = kept;
    return true;
}

/* False, with each reason told, where the range has to stay. */
static bool range_may_go(struct archivist *archivist, const struct wish *wish, const struct log_range *range)
{
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first), P_BIGINT(range->last),
                             P_BIGINT(wish->ended)};
    if (!archivist_ask(archivist, &query_log_range_hindrances, of, 4))
        return false;
    int reasons = store_rows(archivist->store, 0);
    for (int row = 0; row < reasons; row++)
        ctl_fail("positions %" PRId64 " to %" PRId64 " must stay: %s", range->first, range->last,
                 store_text(archivist->store, 0, row, 0, NULL));
    return reasons == 0;
}

static bool choice_may_go(struct archivist *archivist, const struct wish *wish, const struct choice *choice)
{
    for (size_t i = 0; i < choice->count; i++)
        if (!range_may_go(archivist, wish, &choice->ranges[i])) {
            if (i > 0)
                ctl_fail("nothing was done; --before %" PRId64 " leaves this range out", choice->ranges[i].first);
            return false;
        }
    return true;
}

/* -- doing ------------------------------------------------------------------------------------------------------- */

static void range_tell(const struct ctl *ctl, const struct log_range *range, json_t *told)
{
    json_array_append_new(told, json_pack("{s:I, s:I, s:s, s:s, s:s}", "first", (json_int_t)range->first, "last",
                                          (json_int_t)range->last, "state", range->state, "file", range->file, "sha256",
                                          range->hash));
    if (!ctl->json && !*range->state)
        printf("%s %" PRId64 " to %" PRId64 ": can go\n", ctl->city_code, range->first, range->last);
}

/* Who was at work when the range was begun may not know yet that its tickets cannot be moved: waits until they have
 * ended.
 */
static bool movers_await(struct archivist *archivist, int64_t patience)
{
    int64_t begun = 0, oldest = 0, until = instant_monotonic() + patience * 1000;
    do {
        if (oldest)
            usleep(POLL_US);
        if (!archivist_ask(archivist, &query_log_archive_horizon, NULL, 0))
            return false;
        if (!begun)
            begun = store_integer(archivist->store, 0, 0, 0);
        oldest = store_integer(archivist->store, 0, 0, 1);
    } while (oldest < begun && instant_monotonic() < until);
    return oldest >= begun || ctl_fail("somebody has been writing for too long; nothing was archived") == CTL_DONE;
}

/* A range that is begun and still in the log goes on its way only if it still may: a ticket may have been moved since
 * it was asked. Else it stays. */
static bool range_settle(struct archivist *archivist, const struct wish *wish, struct log_range *range)
{
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first)};
    if (!archivist_ask(archivist, &query_log_archive_part, of, 2))
        return false;
    if (strcmp(store_text(archivist->store, 0, 0, 0, NULL), "part") != 0)
        return true; /* it has been on its way */
    if (movers_await(archivist, wish->patience) && range_may_go(archivist, wish, range))
        return true;
    archivist_do(archivist, &query_log_archive_tickets_forget, &query_log_archive_undo, of, 2, 2);
    return false;
}

static bool range_begin(struct archivist *archivist, struct log_range *range)
{
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first), P_BIGINT(range->last),
                             P_TEXT(archivist->who, strlen(archivist->who))};
    snprintf(range->state, sizeof range->state, "begun");
    return archivist_do(archivist, &query_log_archive_begin, &query_log_archive_tickets, of, 4, 3);
}

static bool range_archive(struct archivist *archivist, const struct wish *wish, struct log_range *range)
{
    if (strcmp(range->state, "begun") == 0 && !range_settle(archivist, wish, range))
        return false;
    return range_depart(archivist, range, wish->folder, wish->patience);
}

static bool choice_depart(struct archivist *archivist, const struct wish *wish, struct choice *choice, json_t *told)
{
    for (size_t i = 0; i < choice->count; i++) {
        struct log_range *range = &choice->ranges[i];
        if (!wish->check && (!range_begin(archivist, range) || !range_archive(archivist, wish, range)))
            return false;
        range_tell(archivist->ctl, range, told);
    }
    return true;
}

/* Ranges that an earlier command left on the way. */
static bool begun_depart(struct archivist *archivist, const struct wish *wish, json_t *told)
{
    size_t count;
    struct log_range *ranges;
    bool good = archivist_ranges(archivist, &ranges, &count);
    for (size_t i = 0; good && i < count; i++) {
        const char *state = ranges[i].state;
        if (strcmp(state, "begun") != 0 && strcmp(state, "detached") != 0 && strcmp(state, "written") != 0)
            continue;
        good = range_archive(archivist, wish, &ranges[i]);
        if (good)
            range_tell(archivist->ctl, &ranges[i], told);
    }
    free(ranges);
    return good;
}

static int archive(struct archivist *archivist, struct wish *wish, struct choice *choice, json_t *told)
{
    if ((!wish->check && (!folder_settle(archivist->ctl, wish) || !begun_depart(archivist, wish, told))) ||
        !choice_read(archivist, choice) || !choice_narrow(archivist, wish, choice) ||
        !choice_may_go(archivist, wish, choice) || !choice_depart(archivist, wish, choice, told))
        return CTL_FAILED;
    if (!archivist->ctl->json && json_array_size(told) == 0)
        printf("%s: no whole range of the log lies before that: nothing to archive\n", archivist->ctl->city_code);
    return CTL_DONE;
}

int log_archive_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option own[] = {
        {"before", 'b', "POSITION|YYYY-MM", 0, "ranges that lie wholly below this position, or before this month", 0},
        {"to", 't', "FOLDER", 0, "where the files go (archive in the installation's folder)", 0},
        {"ended", OPTION_ENDED, "SPAN", 0, "for how long their tickets must have ended (as long as they could move)",
         0},
        {"patience", OPTION_PATIENCE, "SPAN", 0, "how long to wait for who still reads a range (10m)", 0},
        {"check", 'n', NULL, 0, "only tell which ranges can go", 0},
        {0}};
    static const struct ctl_options options = {
        .options = own,
        .parse = wish_parse,
        .text =
            "Takes old ranges of a city's log out of the database into files, while all services go on.\vA range is "
            "dropped when its file was read back. Interrupted, the same command goes on where it was."};
    struct wish wish = {.patience = PATIENCE_MS};
    struct archivist archivist;
    struct choice choice = {0};
    ctl_options_read(ctl, &options, argc, argv, &wish);
    if (!archivist_open(&archivist, ctl))
        return CTL_FAILED;
    json_t *told = json_array();
    int status = ended_settle(ctl, &wish) ? archive(&archivist, &wish, &choice, told) : CTL_FAILED;
    if (ctl->json) {
        json_t *reply = json_pack("{s:O}", "ranges", told);
        call_print(reply);
        json_decref(reply);
    }
    json_decref(told);
    free(choice.ranges);
    archivist_close(&archivist);
    return status;
}
