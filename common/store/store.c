/* The connection: connecting, and moving a step forward without ever waiting. */
#include "common/store/store.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/store/store_private.h"

/* A commit that waits for a synchronous standby and is cancelled is acknowledged with no more than this warning. */
static void notice_receive(void *argument, const PGresult *result)
{
    struct store *store = argument;
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (message && strstr(message, "synchronous replication"))
        store->commit_doubted = true;
    if (severity && strcmp(severity, "WARNING") == 0)
        log_warning("postgresql warns: %s", message ? message : "");
}

struct store *store_new(const struct store_options *options)
{
    struct store *store = memory_new(1, sizeof *store);
    store->conninfo = memory_text(options->conninfo, strlen(options->conninfo));
    store->role = options->role ? memory_text(options->role, strlen(options->role)) : NULL;
    store->application = memory_text(options->application, strlen(options->application));
    store->by_index = options->by_index;
    store->read_only = options->read_only;
    store->state = STORE_LOST;
    return store;
}

void store_destroy(struct store **store)
{
    if (!*store)
        return;
    step_clear(*store);
    PQfinish((*store)->connection);
    free((*store)->conninfo);
    free((*store)->role);
    free((*store)->application);
    free(*store);
    *store = NULL;
}

/* Settings of the session, as the server takes them with the connection. */
static void session_settings(const struct store *store, char *out, size_t size)
{
    int used = snprintf(out, size,
                        "-c search_path=steward,public -c jit=off -c client_min_messages=warning "
                        "-c idle_in_transaction_session_timeout=10s -c statement_timeout=60s");
    if (store->role)
        used += snprintf(out + used, size - (size_t)used, " -c role=%s", store->role);
    if (store->by_index)
        used += snprintf(out + used, size - (size_t)used,
                         " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off"
                         " -c enable_mergejoin=off -c enable_bitmapscan=off -c random_page_cost=0.05");
    else
        used += snprintf(out + used, size - (size_t)used, " -c plan_cache_mode=force_custom_plan");
    if (store->read_only)
        snprintf(out + used, size - (size_t)used, " -c default_transaction_read_only=on");
}

void store_connect(struct store *store)
{
    char settings[512];
    session_settings(store, settings, sizeof settings);
    const char *names[] = {"dbname", "application_name", "options", "client_encoding", "connect_timeout", NULL};
    const char *values[] = {store->conninfo, store->application, settings, "UTF8", "10", NULL};
    step_clear(store);
    PQfinish(store->connection);
    store->prepared_count = 0;
    store->transactions = 0;
    store->flushing = false;
    store->connect_writes = true; /* libpq: as if the last poll had said so */
    store->connection = PQconnectStartParams(names, values, 1);
    if (!store->connection)
        log_abort("out of memory for a connection");
    PQsetNoticeReceiver(store->connection, notice_receive, store);
    store->state = PQstatus(store->connection) == CONNECTION_BAD ? STORE_LOST : STORE_CONNECTING;
    if (store->state == STORE_LOST)
        error_fill(store, NULL);
}

enum store_state store_state(const struct store *store)
{
    return store->state;
}

int store_socket(const struct store *store)
{
    return store->state == STORE_LOST ? -1 : PQsocket(store->connection);
}

short store_events(const struct store *store)
{
    if (store->state == STORE_CONNECTING)
        return store->connect_writes ? POLLOUT : POLLIN;
    return store->flushing ? POLLIN | POLLOUT : POLLIN;
}

static void connection_lose(struct store *store)
{
    if (store->error.class == STORE_NO_ERROR || store->error.class == STORE_REFUSED)
        error_fill(store, NULL);
    store->error.class = STORE_RETRY;
    store->committed = false;
    store->state = STORE_LOST;
}

static void connecting_advance(struct store *store)
{
    PostgresPollingStatusType status = PQconnectPoll(store->connection);
    store->connect_writes = status == PGRES_POLLING_WRITING;
    if (status == PGRES_POLLING_OK) {
        if (PQsetnonblocking(store->connection, 1) != 0 || !PQenterPipelineMode(store->connection))
            log_abort("libpq does not enter pipeline mode");
        store->state = STORE_IDLE;
    } else if (status == PGRES_POLLING_FAILED) {
        connection_lose(store);
    }
}

static bool flush(struct store *store)
{
    int left = PQflush(store->connection);
    store->flushing = left > 0;
    return left >= 0;
}

static void commit_judge(struct store *store, PGresult *result)
{
    store->committed = PQresultStatus(result) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(result), "COMMIT") == 0 &&
                       !store->commit_doubted;
    if (!store->committed && store->error.class == STORE_NO_ERROR) {
        store->error.class = STORE_RETRY;
        snprintf(store->error.message, sizeof store->error.message, "the commit was not confirmed");
    }
}

/* Takes one result of libpq, which is the answer to the next thing expected. */
static void result_take(struct store *store, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    bool failed = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
    if (failed && status != PGRES_PIPELINE_ABORTED && store->error.class == STORE_NO_ERROR)
        error_fill(store, result);
    if (store->expected_next < store->expected_count) {
        enum expected what = store->expected[store->expected_next].what;
        int index = store->expected[store->expected_next++].index;
        if (what == EXPECT_STATEMENT) {
            store->results[index] = result;
            return;
        }
        if (what == EXPECT_PREPARE)
            store->prepared[index].known = !failed;
        if (what == EXPECT_COMMIT)
            commit_judge(store, result);
    }
    PQclear(result);
}

static void results_read(struct store *store)
{
    while (!PQisBusy(store->connection)) {
        PGresult *result = PQgetResult(store->connection);
        if (!result) { /* the end of one statement's results: the next follows, or nothing is there yet */
            if (PQisBusy(store->connection))
                return;
            result = PQgetResult(store->connection);
            if (!result)
                return;
        }
        if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
            PQclear(result);
            store->state = STORE_STEP;
            return;
        }
        result_take(store, result);
        if (PQstatus(store->connection) == CONNECTION_BAD) {
            connection_lose(store);
            return;
        }
    }
}

enum store_state store_advance(struct store *store)
{
    if (store->state == STORE_LOST || store->state == STORE_STEP)
        return store->state;
    if (store->state == STORE_CONNECTING) {
        connecting_advance(store);
        return store->state;
    }
    if (!PQconsumeInput(store->connection) || (store->flushing && !flush(store))) {
        results_read(store); /* what had arrived before the end tells why */
        connection_lose(store);
        return store->state;
    }
    if (store->state == STORE_BUSY)
        results_read(store);
    return store->state;
}

void store_sync(struct store *store)
{
    if (store->state == STORE_LOST)
        return;
    if (!PQpipelineSync(store->connection) || !flush(store)) {
        connection_lose(store);
        return;
    }
    store->state = STORE_BUSY;
}

static bool settled(enum store_state state)
{
    return state == STORE_IDLE || state == STORE_STEP || state == STORE_LOST;
}

enum store_state store_wait(struct store *store, int milliseconds)
{
    int64_t until = instant_monotonic() + (int64_t)milliseconds * 1000;
    while (!settled(store_advance(store))) {
        int64_t left = (until - instant_monotonic()) / 1000;
        if (milliseconds >= 0 && left <= 0)
            break;
        struct pollfd item = {.fd = store_socket(store), .events = store_events(store)};
        poll(&item, 1, milliseconds < 0 ? 1000 : (int)left + 1);
    }
    return store->state;
}

bool store_run(struct store *store, const struct query *query, const struct parameter *parameters, size_t count)
{
    if (store->state == STORE_LOST)
        store_connect(store);
    if (store->state == STORE_CONNECTING && store_wait(store, 15000) != STORE_IDLE)
        return false;
    store_begin(store);
    store_send(store, query, parameters, count);
    store_commit(store);
    store_sync(store);
    return store_wait(store, -1) == STORE_STEP && store->error.class == STORE_NO_ERROR;
}
