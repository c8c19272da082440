/* What the files of common/store share; nobody else includes it. */
#ifndef COMMON_STORE_STORE_PRIVATE_H
#define COMMON_STORE_STORE_PRIVATE_H

#include <libpq-fe.h>

#include "common/store/store.h"

/* What the next result that arrives is the answer to. */
enum expected { EXPECT_CONTROL, EXPECT_PREPARE, EXPECT_STATEMENT, EXPECT_COMMIT };

enum { STORE_PREPARED_MAX = 64, STORE_EXPECTED_MAX = 2 * STORE_STATEMENTS_MAX + 8 };

struct prepared {
    const struct query *query;
    int known; /* does the server have it on this connection */
};

struct store {
    char *conninfo, *role, *application;
    bool by_index, read_only;

    PGconn *connection;
    enum store_state state;
    bool connect_writes; /* while connecting: wait for the socket to take bytes, else to bring them */
    bool flushing;       /* libpq holds bytes that the socket did not take yet */

    int64_t transactions; /* begun on this connection */
    struct prepared prepared[STORE_PREPARED_MAX];
    size_t prepared_count;

    struct {
        enum expected what;
        int index; /* of the statement, or of the prepared query */
    } expected[STORE_EXPECTED_MAX];
    size_t expected_count, expected_next;

    PGresult *results[STORE_STATEMENTS_MAX];
    int statement_count;
    bool committed;
    bool commit_doubted; /* a synchronous standby did not confirm */
    struct store_error error;
};

/* Forgets the results of the last step. */
void step_clear(struct store *store);

/* Fills store->error from libpq's result (NULL: from the connection). */
void error_fill(struct store *store, const PGresult *result);

#endif
