/* Each step is known to the database before the next begins, and the table goes only when the file was read back: at
 * whatever point this ends, the range is whole in the log, in a table or in a file. */
#include "services/ctl/log_archive/depart.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/instant.h"

#define LOCKED "55P03" /* SQLSTATE of a lock that was not to be had in time */

enum { STATEMENT_BYTES = 256, TRY_MS = 100, PAUSE_US = 500000, PART_BYTES = RANGE_PATH_BYTES + 8 };

static bool range_is(const struct log_range *range, const char *state)
{
    return strcmp(range->state, state) == 0;
}

static void range_set(const struct archivist *archivist, struct log_range *range, const char *state)
{
    snprintf(range->state, sizeof range->state, "%s", state);
    if (!archivist->ctl->json)
        printf("%s %" PRId64 " to %" PRId64 ": %s%s%s\n", archivist->ctl->city_code, range->first, range->last, state,
               strcmp(state, "written") == 0 ? ": " : "", strcmp(state, "written") == 0 ? range->file : "");
    fflush(stdout);
}

/* -- detaching --------------------------------------------------------------------------------------------------- */

static void holders_tell(struct archivist *archivist)
{
    struct parameter city = P_INTEGER(archivist->ctl->city_id);
    if (archivist_ask(archivist, &query_log_archive_holders, &city, 1))
        for (int row = 0; row < store_rows(archivist->store, 0); row++)
            fprintf(stderr, "steward: still reading the log: %s\n", store_text(archivist->store, 0, row, 0, NULL));
}

/* On a connection of its own, whose waiting is short. False where it was given up: *late says whether because it
 * took too long, or else it is told. */
static bool detach_try(struct archivist *archivist, const char *statement, bool *late)
{
    char limit[24];
    struct query detach = {.name = "detach", .sql = statement};
    struct store *store = store_new(&(struct store_options){.conninfo = ctl_settings(archivist->ctl)->database,
                                                            .application = "steward log archive"});
    snprintf(limit, sizeof limit, "%d", TRY_MS);
    bool good = store_run(store, &query_log_archive_patience, (struct parameter[]){P_TEXT(limit, strlen(limit))}, 1);
    if (good) {
        store_send(store, &detach, NULL, 0);
        store_sync(store);
        good = store_wait(store, -1) == STORE_STEP && store_error(store)->class == STORE_NO_ERROR;
    }
    *late = !good && strcmp(store_error(store)->state, LOCKED) == 0;
    if (!good && !*late)
        ctl_fail("%s: %s; the same command goes on with it", statement, store_error(store)->message);
    store_destroy(&store);
    return good;
}

/* What has to be done to make the range's table one of its own: an empty statement where it is. */
static bool detach_find(struct archivist *archivist, const struct log_range *range, char statement[STATEMENT_BYTES])
{
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first)};
    if (!archivist_ask(archivist, &query_log_archive_part, of, 2))
        return false;
    const char *is = store_text(archivist->store, 0, 0, 0, NULL);
    if (strcmp(is, "gone") == 0)
        return ctl_fail("table %s is gone, and positions %" PRId64 " to %" PRId64 " are in no file", range->table,
                        range->first, range->last) == CTL_DONE;
    bool alone = strcmp(is, "alone") == 0;
    snprintf(statement, STATEMENT_BYTES, "%s", alone ? "" : store_text(archivist->store, 0, 0, 2, NULL));
    return true;
}

/* It takes a lock that readers and writers of the city's log stand in line behind: for some milliseconds, once those of
 * before have ended. So it waits a tenth of a second at a time, and lets all others go first in between. Not
 * CONCURRENTLY: while such a detaching is pending, PostgreSQL 15 looks past the newest partition in plans that are
 * pruned when they run (it does not renumber present_parts), and readers miss what was just written. */
static bool detach_do(struct archivist *archivist, const struct log_range *range, int64_t patience)
{
    char statement[STATEMENT_BYTES] = "";
    bool late = false, done = false;
    int64_t until = instant_monotonic() + patience * 1000;
    do {
        if (late)
            usleep(PAUSE_US);
        if (!detach_find(archivist, range, statement))
            return false;
        done = !*statement || detach_try(archivist, statement, &late);
    } while (!done && late && instant_monotonic() < until);
    if (!done && late) {
        ctl_fail("positions %" PRId64 " to %" PRId64 " could not be detached in time; the same command goes on with it",
                 range->first, range->last);
        holders_tell(archivist);
    }
    return done;
}

static bool range_detach(struct archivist *archivist, struct log_range *range, int64_t patience)
{
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first)};
    if (!detach_do(archivist, range, patience) || !archivist_ask(archivist, &query_log_archive_detached, of, 2))
        return false;
    range_set(archivist, range, "detached");
    return true;
}

/* -- writing ----------------------------------------------------------------------------------------------------- */

/* A new name counts once the folder is on the disk. */
static bool folder_sync(const char *folder)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = descriptor >= 0 && fsync(descriptor) == 0;
    if (!good)
        ctl_fail("%s: %s", folder, strerror(errno));
    if (descriptor >= 0)
        close(descriptor);
    return good;
}

static bool lines_write(struct archivist *archivist, const struct log_range *range, const char *part,
                        struct lines_sum *sum)
{
    char error[LINES_ERROR_BYTES] = "";
    struct lines_writer *writer = lines_writer_open(part, error);
    bool summed = writer && archivist_sum(archivist, range, archivist->columns, writer, sum);
    bool closed = writer && lines_writer_close(&writer, error);
    if (!closed)
        ctl_fail("%s", error);
    return summed && closed;
}

static bool codes_read(struct archivist *archivist, struct manifest *manifest)
{
    struct parameter city = P_INTEGER(archivist->ctl->city_id);
    if (!archivist_ask(archivist, &query_log_archive_codes, &city, 1))
        return false;
    manifest->codes = json_loads(store_text(archivist->store, 0, 0, 0, NULL), 0, NULL);
    if (!archivist_ask(archivist, &query_server_migration, NULL, 0))
        return false;
    if (store_rows(archivist->store, 0) > 0)
        snprintf(manifest->schema, sizeof manifest->schema, "%s", store_text(archivist->store, 0, 0, 0, NULL));
    return true;
}

static bool codes_write(struct archivist *archivist, const struct log_range *range, const struct lines_sum *sum)
{
    char error[LINES_ERROR_BYTES];
    const char *timezone = getenv("TZ");
    struct manifest manifest = {.sum = *sum};
    snprintf(manifest.city, sizeof manifest.city, "%s", archivist->ctl->city_code);
    snprintf(manifest.columns, sizeof manifest.columns, "%s", archivist->columns);
    bool good = codes_read(archivist, &manifest);
    if (good && !manifest_write(&manifest, archivist->ctl->city_name, timezone ? timezone : "", range->file, error))
        good = ctl_fail("%s", error) == CTL_DONE;
    manifest_clear(&manifest);
    return good;
}

static bool range_write(struct archivist *archivist, struct log_range *range, const char *folder)
{
    struct lines_sum sum;
    char part[PART_BYTES];
    int length = snprintf(range->file, sizeof range->file, "%s/%s-%012" PRId64 "-%012" PRId64 ".tsv.gz", folder,
                          archivist->ctl->city_code, range->first, range->last);
    if (length >= (int)sizeof range->file)
        return ctl_fail("to: '%s' is too long", folder) == CTL_DONE;
    snprintf(part, sizeof part, "%s.part", range->file);
    if (!lines_write(archivist, range, part, &sum) || !range_sum_fits(range, &sum, NULL, range->table) ||
        !codes_write(archivist, range, &sum))
        return false;
    if (rename(part, range->file) != 0)
        return ctl_fail("%s: %s", range->file, strerror(errno)) == CTL_DONE;
    snprintf(range->hash, sizeof range->hash, "%s", sum.hash);
    return folder_sync(folder);
}

/* What the table is dropped for: the file as it is read from the disk. */
static bool range_read_back(const struct log_range *range)
{
    struct lines_sum sum;
    char error[LINES_ERROR_BYTES];
    if (!lines_read(range->file, NULL, NULL, &sum, error))
        return ctl_fail("%s", error) == CTL_DONE;
    return range_sum_fits(range, &sum, range->hash, range->file);
}

static bool range_put(struct archivist *archivist, struct log_range *range, const char *folder)
{
    if (!range_write(archivist, range, folder) || !range_read_back(range))
        return false;
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first),
                             P_TEXT(range->file, strlen(range->file)), P_TEXT(range->hash, strlen(range->hash))};
    if (!archivist_ask(archivist, &query_log_archive_written, of, 4))
        return false;
    range_set(archivist, range, "written");
    return true;
}

/* -- dropping ---------------------------------------------------------------------------------------------------- */

static bool range_drop(struct archivist *archivist, struct log_range *range)
{
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first)};
    if (!archivist_do(archivist, &query_log_archive_drop, &query_log_archive_dropped, of, 2, 2))
        return false;
    range_set(archivist, range, "dropped");
    return true;
}

bool range_depart(struct archivist *archivist, struct log_range *range, const char *folder, int64_t patience)
{
    bool found = range_is(range, "written"); /* by an earlier command: is its file still what it was? */
    if (!archivist_table(archivist, range) || (range_is(range, "begun") && !range_detach(archivist, range, patience)))
        return false;
    if ((!found || !range_read_back(range)) && !range_put(archivist, range, folder))
        return false;
    return range_drop(archivist, range);
}
