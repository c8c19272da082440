/* One connection to PostgreSQL, never blocking: statements are sent in steps, each step is one round trip.
 *
 *   store_begin, store_send …, store_commit, store_sync   →  store_advance until STORE_STEP  →  store_result (i)
 *
 * Statements of a step go out as one pipeline. When one fails, those after it are not done, and the transaction is
 * rolled back by the next store_begin. The only user of libpq. One thread; one step in flight.
 */
#ifndef COMMON_STORE_STORE_H
#define COMMON_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/store/array.h"
#include "common/store/query.h"

struct store;

struct store_options {
    const char *conninfo;    /* libpq connection string or URL */
    const char *role;        /* role to take on, or NULL for the login's own */
    const char *application; /* as seen in pg_stat_activity */
    bool by_index;           /* plan without scans, hashes and merges: for those who only touch rows by key */
    bool read_only;
};

enum store_state {
    STORE_CONNECTING,
    STORE_IDLE, /* a step may be sent */
    STORE_BUSY, /* a step is under way */
    STORE_STEP, /* its results are there, until the next store_begin or store_send */
    STORE_LOST, /* no connection; store_connect tries again */
};

enum store_error_class {
    STORE_NO_ERROR,
    STORE_REFUSED, /* the data: class 22 or 23 of SQLSTATE; trying again gives the same */
    STORE_RETRY,   /* deadlock, serialization, lock time-out, shutting down, no connection: try again */
    STORE_NOT_YET, /* the log's next partition is not there yet, relay makes it: try again in a moment */
    STORE_BROKEN,  /* anything else: a bug or a schema that does not fit */
};

struct store_error {
    enum store_error_class class;
    char state[6]; /* SQLSTATE, or empty */
    char constraint[64];
    char message[256];
};

/* Takes copies of the options. Does not connect. */
struct store *store_new(const struct store_options *options);
void store_destroy(struct store **store);

/* Begins to connect, dropping what connection there was. */
void store_connect(struct store *store);

enum store_state store_state(const struct store *store);

/* What to poll for: the socket (-1: nothing to poll) and POLLIN, POLLOUT or both. */
int store_socket(const struct store *store);
short store_events(const struct store *store);

/* Does what can be done without waiting; returns the state after it. */
enum store_state store_advance(struct store *store);

/* Waits until the state is IDLE, STEP or LOST, or `milliseconds` have gone (-1: for ever). For tools, never for
 * services. */
enum store_state store_wait(struct store *store, int milliseconds);

/* -- a step -------------------------------------------------------------------------------------------------- */

enum parameter_kind {
    PARAMETER_NULL,
    PARAMETER_INTEGER,
    PARAMETER_BIGINT,
    PARAMETER_BOOLEAN,
    PARAMETER_DOUBLE,
    PARAMETER_TEXT,
    PARAMETER_INSTANT,
    PARAMETER_ARRAY,
};

struct parameter {
    enum parameter_kind kind;
    int64_t number; /* INTEGER, BIGINT, BOOLEAN; INSTANT: ms since the epoch */
    double real;    /* DOUBLE */
    const char *text;
    size_t length;
    struct array *array;
};

#define P_INTEGER(v) ((struct parameter){.kind = PARAMETER_INTEGER, .number = (v)})
#define P_BIGINT(v)  ((struct parameter){.kind = PARAMETER_BIGINT, .number = (v)})
#define P_BOOLEAN(v) ((struct parameter){.kind = PARAMETER_BOOLEAN, .number = (v)})
#define P_DOUBLE(v)  ((struct parameter){.kind = PARAMETER_DOUBLE, .real = (v)})
#define P_INSTANT(v) ((struct parameter){.kind = PARAMETER_INSTANT, .number = (v)})
#define P_TEXT(t, n) ((struct parameter){.kind = PARAMETER_TEXT, .text = (t), .length = (n)})
#define P_ARRAY(a)   ((struct parameter){.kind = PARAMETER_ARRAY, .array = (a)})
#define P_NULL       ((struct parameter){.kind = PARAMETER_NULL})

enum { STORE_PARAMETERS_MAX = 32, STORE_STATEMENTS_MAX = 32 };

void store_begin(struct store *store);
void store_begin_snapshot(struct store *store); /* all statements see the database as the first one does */
void store_commit(struct store *store);
void store_rollback(struct store *store);

/* Adds a statement to the step; returns the index of its result (store_begin's and store_commit's have none). */
int store_send(struct store *store, const struct query *query, const struct parameter *parameters, size_t count);

/* Ends the step and sends it. */
void store_sync(struct store *store);

/* What went wrong in the step; class STORE_NO_ERROR where nothing did. Also filled in state LOST. */
const struct store_error *store_error(const struct store *store);

/* Was the step's COMMIT acknowledged as durable? */
bool store_committed(const struct store *store);

/* -- results of the step, by the index of the statement ------------------------------------------------------ */

int store_rows(const struct store *store, int statement); /* 0 where it was not done */
bool store_is_null(const struct store *store, int statement, int row, int column);
int64_t store_integer(const struct store *store, int statement, int row, int column); /* smallint … bigint, boolean */
int64_t store_instant(const struct store *store, int statement, int row, int column); /* ms since the epoch */
int64_t store_instant_or_none(const struct store *store, int statement, int row, int column); /* NO_INSTANT: null */
/* Text, valid until the next step; ends with NUL. A jsonb must be cast to text by the query. */
const char *store_text(const struct store *store, int statement, int row, int column, size_t *length);

/* -- for tools: one statement, waiting for it ---------------------------------------------------------------- */

/* Connects if need be, does the statement in a transaction of its own and leaves its result as statement 0.
 * False, with store_error filled, where it failed. */
bool store_run(struct store *store, const struct query *query, const struct parameter *parameters, size_t count);

/* -- for tools: COPY … from stdin, in the transaction that is open, waiting ---------------------------------- */

struct rows; /* common/store/rows.h */

/* Between begin and end nothing else is sent. The rows need their head and tail. False, with store_error filled, where
 * it failed: the connection must be closed then. */
bool store_copy_begin(struct store *store, const struct query *query);
bool store_copy_put(struct store *store, const struct rows *rows);
bool store_copy_end(struct store *store);

#endif
