#include "services/ctl/log_archive/archivist.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"

enum { CONNECT_MS = 15000, LINES_AT_ONCE = 5000 };

static void who_find(char *out, size_t size)
{
    const struct passwd *user = getpwuid(geteuid());
    if (user)
        snprintf(out, size, "%s", user->pw_name);
    else
        snprintf(out, size, "%ld", (long)geteuid());
}

static bool archivist_take(struct archivist *archivist)
{
    struct parameter city = P_INTEGER(archivist->ctl->city_id);
    if (!archivist_ask(archivist, &query_log_archive_lock, &city, 1))
        return false;
    if (!store_integer(archivist->store, 0, 0, 0)) {
        ctl_fail("city %s: its log is being archived or restored by somebody else", archivist->ctl->city_code);
        return false;
    }
    snprintf(archivist->columns, sizeof archivist->columns, "%s", store_text(archivist->store, 0, 0, 2, NULL));
    return true;
}

bool archivist_open(struct archivist *archivist, struct ctl *ctl)
{
    *archivist = (struct archivist){.ctl = ctl};
    if (!ctl_city(ctl))
        return false;
    who_find(archivist->who, sizeof archivist->who);
    archivist->store = store_new(
        &(struct store_options){.conninfo = ctl_settings(ctl)->database, .application = "steward log archive"});
    store_connect(archivist->store);
    if (store_wait(archivist->store, CONNECT_MS) != STORE_IDLE)
        ctl_fail("no connection to the database: %s", store_error(archivist->store)->message);
    else if (archivist_take(archivist))
        return true;
    archivist_close(archivist);
    return false;
}

void archivist_close(struct archivist *archivist)
{
    store_destroy(&archivist->store);
}

/* The lock is the connection's: one that was lost is not made again. */
bool archivist_commit(struct archivist *archivist)
{
    store_commit(archivist->store);
    store_sync(archivist->store);
    if (store_wait(archivist->store, -1) == STORE_STEP && store_error(archivist->store)->class == STORE_NO_ERROR)
        return true;
    ctl_fail("the log of %s: %s; what was done stays, the same command goes on with it", archivist->ctl->city_code,
             store_error(archivist->store)->message);
    return false;
}

bool archivist_ask(struct archivist *archivist, const struct query *query, const struct parameter *parameters,
                   size_t count)
{
    store_begin(archivist->store);
    store_send(archivist->store, query, parameters, count);
    return archivist_commit(archivist);
}

bool archivist_do(struct archivist *archivist, const struct query *first, const struct query *second,
                  const struct parameter *parameters, size_t count_first, size_t count_second)
{
    store_begin(archivist->store);
    store_send(archivist->store, first, parameters, count_first);
    store_send(archivist->store, second, parameters, count_second);
    return archivist_commit(archivist);
}

static void range_take(struct log_range *range, const struct store *store, int row)
{
    range->first = store_integer(store, 0, row, 2);
    range->last = store_integer(store, 0, row, 3);
    snprintf(range->state, sizeof range->state, "%s", store_text(store, 0, row, 4, NULL));
    snprintf(range->file, sizeof range->file, "%s", store_text(store, 0, row, 8, NULL));
    snprintf(range->hash, sizeof range->hash, "%s", store_text(store, 0, row, 9, NULL));
}

bool archivist_ranges(struct archivist *archivist, struct log_range **out, size_t *count)
{
    struct parameter city = P_INTEGER(archivist->ctl->city_id);
    *out = NULL;
    if (!archivist_ask(archivist, &query_log_archive_list, &city, 1))
        return false;
    *count = (size_t)store_rows(archivist->store, 0);
    *out = memory_new(*count + 1, sizeof **out);
    for (size_t i = 0; i < *count; i++)
        range_take(&(*out)[i], archivist->store, (int)i);
    return true;
}

bool archivist_table(struct archivist *archivist, struct log_range *range)
{
    struct parameter of[] = {P_INTEGER(archivist->ctl->city_id), P_BIGINT(range->first)};
    if (!archivist_ask(archivist, &query_log_archive_part, of, 2))
        return false;
    snprintf(range->table, sizeof range->table, "%s", store_text(archivist->store, 0, 0, 1, NULL));
    return true;
}

static bool lines_add(struct archivist *archivist, struct lines_summing *summing, struct lines_writer *writer)
{
    size_t length;
    char error[LINES_ERROR_BYTES];
    const char *lines = store_text(archivist->store, 0, 0, 0, &length);
    if (!lines_summing_add(summing, lines, length, error)) {
        ctl_fail("%s", error);
        return false;
    }
    return !writer || lines_writer_add(writer, lines, length); /* who closes it tells why */
}

bool archivist_sum(struct archivist *archivist, const struct log_range *range, const char *columns,
                   struct lines_writer *writer, struct lines_sum *out)
{
    struct lines_summing *summing = lines_summing_new();
    int64_t after = 0, events = 1;
    bool good = true;
    while (good && events > 0) {
        struct parameter of[] = {P_TEXT(range->table, strlen(range->table)), P_TEXT(columns, strlen(columns)),
                                 P_BIGINT(after), P_INTEGER(LINES_AT_ONCE)};
        good = archivist_ask(archivist, &query_log_lines, of, 4) && lines_add(archivist, summing, writer);
        if (good) {
            events = store_integer(archivist->store, 0, 0, 1);
            after = store_integer(archivist->store, 0, 0, 2);
        }
    }
    lines_summing_end(&summing, out);
    return good;
}

bool range_sum_fits(const struct log_range *range, const struct lines_sum *sum, const char *hash, const char *what)
{
    if (sum->first != range->first || sum->last != range->last || sum->events != range->last - range->first + 1)
        ctl_fail("%s holds %lld events at positions %lld to %lld, expected all from %lld to %lld", what,
                 (long long)sum->events, (long long)sum->first, (long long)sum->last, (long long)range->first,
                 (long long)range->last);
    else if (hash && strcmp(hash, sum->hash) != 0)
        ctl_fail("%s has the SHA-256 %s, expected %s", what, sum->hash, hash);
    else
        return true;
    return false;
}
