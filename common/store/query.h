/* A query: one file below common/store/sql, embedded by the build under the file's name; or one that is made at run
 * time, named "", which is not prepared: the server reads it each time. */
#ifndef COMMON_STORE_QUERY_H
#define COMMON_STORE_QUERY_H

struct query {
    const char *name; /* also the name of the prepared statement */
    const char *sql;
};

#endif
