/* A step: statements with binary parameters, prepared on first use, sent as one pipeline. */
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/store/instant.h"
#include "common/store/store_private.h"

enum { PLAN_TRANSACTIONS = 4096 };

/* Object identifiers in pg_type. */
enum { OID_BOOLEAN = 16, OID_BIGINT = 20, OID_INTEGER = 23, OID_TEXT = 25, OID_DOUBLE = 701, OID_INSTANT = 1184 };

/* A statement's parameters, laid out as libpq takes them. */
struct layout {
    Oid types[STORE_PARAMETERS_MAX];
    const char *values[STORE_PARAMETERS_MAX];
    int lengths[STORE_PARAMETERS_MAX];
    int formats[STORE_PARAMETERS_MAX];
    uint64_t numbers[STORE_PARAMETERS_MAX]; /* in network order */
};

void step_clear(struct store *store)
{
    for (int i = 0; i < store->statement_count; i++) {
        PQclear(store->results[i]);
        store->results[i] = NULL;
    }
    store->statement_count = 0;
    store->expected_count = 0;
    store->expected_next = 0;
    store->committed = false;
    store->commit_doubted = false;
    store->error = (struct store_error){.class = STORE_NO_ERROR};
    if (store->state == STORE_STEP)
        store->state = STORE_IDLE;
}

static void expect(struct store *store, enum expected what, int index)
{
    if (store->expected_count == STORE_EXPECTED_MAX)
        log_abort("too many statements in one step");
    store->expected[store->expected_count].what = what;
    store->expected[store->expected_count++].index = index;
}

static void control_send(struct store *store, const char *sql, enum expected what)
{
    if (store->state == STORE_LOST)
        return;
    if (!PQsendQueryParams(store->connection, sql, 0, NULL, NULL, NULL, NULL, 1)) {
        error_fill(store, NULL);
        store->state = STORE_LOST;
        return;
    }
    expect(store, what, 0);
}

/* A generic plan is made once and kept (by_index, plan_keep.sql); made while a table is small, it would read that table
 * whole for ever. So plans are made anew with transaction 1, 2, 4, 8 … and then every PLAN_TRANSACTIONS: a table can
 * hardly have more than doubled since, and the few milliseconds that it takes come seldom. */
static void plans_renew(struct store *store)
{
    int64_t count = ++store->transactions;
    if ((count & (count - 1)) == 0 || count % PLAN_TRANSACTIONS == 0)
        control_send(store, "discard plans", EXPECT_CONTROL);
}

static void transaction_begin(struct store *store, const char *how)
{
    step_clear(store);
    if (store->state == STORE_LOST)
        return;
    if (PQtransactionStatus(store->connection) != PQTRANS_IDLE)
        control_send(store, "rollback", EXPECT_CONTROL);
    control_send(store, how, EXPECT_CONTROL);
    plans_renew(store); /* not before: it would be of the same transaction, and how is said first */
}

void store_begin(struct store *store)
{
    transaction_begin(store, "begin");
}

void store_begin_snapshot(struct store *store)
{
    transaction_begin(store, "begin isolation level repeatable read");
}

void store_commit(struct store *store)
{
    control_send(store, "commit", EXPECT_COMMIT);
}

void store_rollback(struct store *store)
{
    if (store->state == STORE_STEP)
        step_clear(store);
    control_send(store, "rollback", EXPECT_CONTROL);
}

static void number_lay(struct layout *layout, size_t i, Oid type, int64_t number, int bytes)
{
    layout->types[i] = type;
    layout->numbers[i] = htobe64((uint64_t)number);
    layout->values[i] = (const char *)&layout->numbers[i] + sizeof(uint64_t) - (size_t)bytes;
    layout->lengths[i] = bytes;
}

static void parameter_lay(struct layout *layout, size_t i, const struct parameter *parameter)
{
    layout->formats[i] = 1;
    switch (parameter->kind) {
    case PARAMETER_NULL:
        layout->types[i] = 0;
        layout->values[i] = NULL;
        layout->lengths[i] = 0;
        break;
    case PARAMETER_INTEGER:
        number_lay(layout, i, OID_INTEGER, parameter->number, 4);
        break;
    case PARAMETER_BIGINT:
        number_lay(layout, i, OID_BIGINT, parameter->number, 8);
        break;
    case PARAMETER_BOOLEAN:
        number_lay(layout, i, OID_BOOLEAN, parameter->number != 0, 1);
        break;
    case PARAMETER_DOUBLE: {
        int64_t bits;
        memcpy(&bits, &parameter->real, sizeof bits);
        number_lay(layout, i, OID_DOUBLE, bits, 8);
        break;
    }
    case PARAMETER_INSTANT:
        number_lay(layout, i, OID_INSTANT, instant_to_database(parameter->number), 8);
        break;
    case PARAMETER_TEXT:
        layout->types[i] = OID_TEXT;
        layout->values[i] = parameter->text;
        layout->lengths[i] = (int)parameter->length;
        break;
    case PARAMETER_ARRAY:
        array_finish(parameter->array);
        layout->types[i] = array_oid(parameter->array);
        layout->values[i] = parameter->array->bytes;
        layout->lengths[i] = (int)parameter->array->used;
        break;
    }
}

/* The query's place among the prepared ones, which it takes where it is new. */
static int prepared_find(struct store *store, const struct query *query)
{
    for (size_t i = 0; i < store->prepared_count; i++)
        if (store->prepared[i].query == query)
            return (int)i;
    if (store->prepared_count == STORE_PREPARED_MAX)
        log_abort("more than %d different queries on one connection", STORE_PREPARED_MAX);
    store->prepared[store->prepared_count] = (struct prepared){.query = query, .known = 0};
    return (int)store->prepared_count++;
}

/* A statement that is made at run time takes no place among the prepared ones, of which there are only so many. */
static bool unprepared_send(struct store *store, const struct query *query, const struct layout *layout, size_t count)
{
    if (!PQsendQueryParams(store->connection, query->sql, (int)count, layout->types, layout->values, layout->lengths,
                           layout->formats, 1))
        return false;
    expect(store, EXPECT_STATEMENT, store->statement_count);
    return true;
}

static bool statement_send(struct store *store, const struct query *query, const struct layout *layout, size_t count)
{
    if (!*query->name)
        return unprepared_send(store, query, layout, count);
    int index = prepared_find(store, query);
    if (!store->prepared[index].known) {
        if (!PQsendPrepare(store->connection, query->name, query->sql, (int)count, layout->types))
            return false;
        store->prepared[index].known = 1; /* taken back when its answer is an error */
        expect(store, EXPECT_PREPARE, index);
    }
    if (!PQsendQueryPrepared(store->connection, query->name, (int)count, layout->values, layout->lengths,
                             layout->formats, 1))
        return false;
    expect(store, EXPECT_STATEMENT, store->statement_count);
    return true;
}

int store_send(struct store *store, const struct query *query, const struct parameter *parameters, size_t count)
{
    struct layout layout;
    if (store->state == STORE_STEP)
        step_clear(store);
    if (count > STORE_PARAMETERS_MAX || store->statement_count == STORE_STATEMENTS_MAX)
        log_abort("too many parameters or statements for %s", query->name);
    for (size_t i = 0; i < count; i++)
        parameter_lay(&layout, i, &parameters[i]);
    if (store->state != STORE_LOST && !statement_send(store, query, &layout, count)) {
        error_fill(store, NULL);
        store->state = STORE_LOST;
    }
    return store->statement_count++;
}
