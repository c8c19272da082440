/* COPY into a table, for tools that wait: libpq has no COPY in a pipeline, so the connection leaves it meanwhile. */
#include "common/store/rows.h"
#include "common/store/store_private.h"

static bool copy_fail(struct store *store, const PGresult *result)
{
    error_fill(store, result);
    return false;
}

bool store_copy_begin(struct store *store, const struct query *query)
{
    step_clear(store);
    if (store->state != STORE_IDLE || !PQexitPipelineMode(store->connection) ||
        PQsetnonblocking(store->connection, 0) != 0)
        return copy_fail(store, NULL);
    PGresult *result = PQexec(store->connection, query->sql);
    bool good = PQresultStatus(result) == PGRES_COPY_IN;
    if (!good)
        copy_fail(store, result);
    PQclear(result);
    return good;
}

bool store_copy_put(struct store *store, const struct rows *rows)
{
    return PQputCopyData(store->connection, rows->bytes, (int)rows->used) == 1 || copy_fail(store, NULL);
}

bool store_copy_end(struct store *store)
{
    bool good = PQputCopyEnd(store->connection, NULL) == 1 || copy_fail(store, NULL);
    for (PGresult *result; (result = PQgetResult(store->connection)); PQclear(result))
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            good = copy_fail(store, result);
    if (PQsetnonblocking(store->connection, 1) != 0 || !PQenterPipelineMode(store->connection))
        return copy_fail(store, NULL);
    return good;
}
