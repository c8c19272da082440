/* steward log restore: a range of the log comes back from its file (docs/archive.md).
 *
 * It is read into a table of its own, which becomes a part of the log when it is the same as what went. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/ctl/call.h"
#include "services/ctl/city_tell.h"
#include "services/ctl/command.h"
#include "services/ctl/log_archive/archivist.h"

struct restoring {
    struct archivist archivist;
    struct log_range range;   /* as the database remembers it */
    struct manifest manifest; /* as the file says */
    const char *file;
};

/* The database remembers what went: a file that it does not know does not come in. */
static bool range_recall(struct restoring *restoring)
{
    size_t count;
    struct log_range *ranges;
    const struct lines_sum *sum = &restoring->manifest.sum;
    const char *code = restoring->archivist.ctl->city_code;
    if (!archivist_ranges(&restoring->archivist, &ranges, &count))
        return false;
    for (size_t i = 0; i < count; i++)
        if (ranges[i].first == sum->first)
            restoring->range = ranges[i];
    free(ranges);
    const struct log_range *range = &restoring->range;
    if (!range->first)
        ctl_fail("%s: positions %" PRId64 " to %" PRId64 " of %s were not archived here", restoring->file, sum->first,
                 sum->last, code);
    else if (strcmp(range->state, "dropped") != 0 && strcmp(range->state, "returning") != 0)
        ctl_fail("positions %" PRId64 " to %" PRId64 " of %s are %s, expected dropped", range->first, range->last, code,
                 range->state);
    else
        return range_sum_fits(range, sum, range->hash, restoring->file);
    return false;
}

/* Numbers in the file mean what they mean here. */
static bool codes_agree(struct restoring *restoring)
{
    char *codes = json_dumps(restoring->manifest.codes, JSON_COMPACT);
    struct archivist *archivist = &restoring->archivist;
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_TEXT(codes, strlen(codes))};
    bool asked = archivist_ask(archivist, &query_log_restore_codes, of, 2);
    int differ = asked ? store_rows(archivist->store, 0) : 0;
    for (int row = 0; row < differ; row++)
        ctl_fail("%s: %s", restoring->file, store_text(archivist->store, 0, row, 0, NULL));
    free(codes);
    return asked && differ == 0;
}

static bool manifest_fits(struct restoring *restoring)
{
    char error[LINES_ERROR_BYTES];
    const struct ctl *ctl = restoring->archivist.ctl;
    if (!manifest_read(&restoring->manifest, restoring->file, error))
        return ctl_fail("%s", error) == CTL_DONE;
    if (strcmp(restoring->manifest.city, ctl->city_code) != 0)
        return ctl_fail("%s is of city %s, expected %s", restoring->file, restoring->manifest.city, ctl->city_code) ==
               CTL_DONE;
    return range_recall(restoring) && codes_agree(restoring);
}

static bool lines_load(void *context, const char *lines, size_t length)
{
    struct restoring *restoring = context;
    const char *columns = restoring->manifest.columns, *table = restoring->range.table;
    struct parameter of[] = {P_TEXT(table, strlen(table)), P_INTEGER(restoring->archivist.ctl->city_id),
                             P_TEXT(columns, strlen(columns)), P_TEXT(lines, length)};
    return archivist_ask(&restoring->archivist, &query_log_restore_lines, of, 4);
}

/* The file is read whole before anything of it is stored. */
static bool file_fits(const struct restoring *restoring)
{
    struct lines_sum sum;
    char error[LINES_ERROR_BYTES];
    if (!lines_read(restoring->file, NULL, NULL, &sum, error))
        return ctl_fail("%s", error) == CTL_DONE;
    return range_sum_fits(&restoring->range, &sum, restoring->range.hash, restoring->file);
}

static bool range_load(struct restoring *restoring)
{
    struct lines_sum sum;
    char error[LINES_ERROR_BYTES];
    struct archivist *archivist = &restoring->archivist;
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(restoring->range.first)};
    if (!archivist_do(archivist, &query_log_restore_begin, &query_log_restore_part, of, 2, 2) ||
        !archivist_table(archivist, &restoring->range))
        return false;
    bool loaded = lines_read(restoring->file, lines_load, restoring, &sum, error);
    if (!loaded && *error)
        ctl_fail("%s", error);
    return loaded;
}

/* All of it at once: who reads the log sees it with all, or without. */
static bool range_back(struct archivist *archivist, const struct parameter of[3])
{
    store_begin(archivist->store);
    store_send(archivist->store, &query_log_restore_attach, of, 2);
    store_send(archivist->store, &query_log_archive_tickets_forget, of, 2);
    store_send(archivist->store, &query_log_restore_back, of, 3);
    return archivist_commit(archivist);
}

/* What came back, read as it was read when it went. */
static bool range_attach(struct restoring *restoring)
{
    struct lines_sum sum;
    struct archivist *archivist = &restoring->archivist;
    const struct log_range *range = &restoring->range;
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first),
                             P_TEXT(archivist->who, strlen(archivist->who))};
    return archivist_sum(archivist, range, restoring->manifest.columns, NULL, &sum) &&
           range_sum_fits(range, &sum, range->hash, range->table) && range_back(archivist, of);
}

static void restored_tell(const struct restoring *restoring)
{
    const struct log_range *range = &restoring->range;
    const struct ctl *ctl = restoring->archivist.ctl;
    if (ctl->json)
        json_tell(json_pack("{s:s, s:I, s:I, s:s, s:s}", "city", ctl->city_code, "first", (json_int_t)range->first,
                            "last", (json_int_t)range->last, "sha256", range->hash, "state", "back"));
    else
        printf("%s %" PRId64 " to %" PRId64 ": back: %" PRId64 " events, SHA-256 %s\n", ctl->city_code, range->first,
               range->last, range->last - range->first + 1, range->hash);
}

static int restore(struct restoring *restoring, struct ctl *ctl)
{
    if (!archivist_open(&restoring->archivist, ctl))
        return CTL_FAILED;
    bool back = manifest_fits(restoring) && file_fits(restoring) && range_load(restoring) && range_attach(restoring);
    if (back)
        restored_tell(restoring);
    manifest_clear(&restoring->manifest);
    archivist_close(&restoring->archivist);
    return back ? CTL_DONE : CTL_FAILED;
}

int log_restore_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        .parse = argument_parse,
        .arguments = "FILE",
        .text = "Brings an archived range of a city's log back from its file, beside which its manifest FILE.json "
                "stands.\vIt becomes a part of the log when every event is as it was. Interrupted, the same command "
                "begins anew."};
    struct restoring restoring = {0};
    char *file = NULL;
    ctl_options_read(ctl, &options, argc, argv, &file);
    if (!file) {
        ctl_fail("FILE: is missing, expected the file of an archived range: steward log archives lists them");
        return CTL_USAGE;
    }
    restoring.file = file;
    return restore(&restoring, ctl);
}
