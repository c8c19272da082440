/* Results, read from PostgreSQL's binary form; and what an error means for who asked. */
#include <endian.h>
#include <stdio.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/store/instant.h"
#include "common/store/store_private.h"

/* A check of a table's own has a name. One without is that of a partition: the log's next one is not there yet, and
 * relay makes it. */
static bool partition_missing(const char *state, const char *constraint)
{
    return strcmp(state, "23514") == 0 && (!constraint || !*constraint);
}

static enum store_error_class error_classify(const char *state, const char *constraint)
{
    static const char *const retry[] = {"08", "40", "53", "55", "57", "25006"};
    if (!state || !*state)
        return STORE_RETRY; /* libpq's own: the connection is gone */
    if (partition_missing(state, constraint))
        return STORE_NOT_YET;
    if (strncmp(state, "22", 2) == 0 || strncmp(state, "23", 2) == 0)
        return STORE_REFUSED;
    for (size_t i = 0; i < sizeof retry / sizeof *retry; i++)
        if (strncmp(state, retry[i], strlen(retry[i])) == 0)
            return STORE_RETRY;
    return STORE_BROKEN;
}

static void text_copy(char *out, size_t size, const char *text)
{
    snprintf(out, size, "%s", text ? text : "");
    out[strcspn(out, "\n")] = '\0';
}

void error_fill(struct store *store, const PGresult *result)
{
    struct store_error *error = &store->error;
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const char *constraint = result ? PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME) : NULL;
    error->class = error_classify(state, constraint);
    text_copy(error->state, sizeof error->state, state);
    text_copy(error->constraint, sizeof error->constraint, constraint);
    text_copy(error->message, sizeof error->message, message ? message : PQerrorMessage(store->connection));
}

const struct store_error *store_error(const struct store *store)
{
    return &store->error;
}

bool store_committed(const struct store *store)
{
    return store->committed;
}

int store_rows(const struct store *store, int statement)
{
    return store->results[statement] ? PQntuples(store->results[statement]) : 0;
}

bool store_is_null(const struct store *store, int statement, int row, int column)
{
    return PQgetisnull(store->results[statement], row, column);
}

int64_t store_integer(const struct store *store, int statement, int row, int column)
{
    const char *bytes = PQgetvalue(store->results[statement], row, column);
    uint64_t eight;
    uint32_t four;
    uint16_t two;
    switch (PQgetlength(store->results[statement], row, column)) {
    case 8:
        memcpy(&eight, bytes, sizeof eight);
        return (int64_t)be64toh(eight);
    case 4:
        memcpy(&four, bytes, sizeof four);
        return (int32_t)be32toh(four);
    case 2:
        memcpy(&two, bytes, sizeof two);
        return (int16_t)be16toh(two);
    case 1:
        return bytes[0];
    default:
        return 0; /* null */
    }
}

int64_t store_instant(const struct store *store, int statement, int row, int column)
{
    return instant_from_database(store_integer(store, statement, row, column));
}

int64_t store_instant_or_none(const struct store *store, int statement, int row, int column)
{
    return store_is_null(store, statement, row, column) ? NO_INSTANT : store_instant(store, statement, row, column);
}

const char *store_text(const struct store *store, int statement, int row, int column, size_t *length)
{
    if (length)
        *length = (size_t)PQgetlength(store->results[statement], row, column);
    return PQgetvalue(store->results[statement], row, column);
}
