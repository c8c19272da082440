/* One client of the drill, in a process of its own: submits complaints and moves them through their lives. */
#ifndef TESTS_DRILL_CLIENT_H
#define TESTS_DRILL_CLIENT_H

#include <stdatomic.h>
#include <stdint.h>

/* Shared by all clients and whoever tells the progress. */
struct tally {
    atomic_long submitted, moved, refused, conflicts; /* final answers: submissions and moves that were done, others */
    atomic_long doubted;                              /* requests that had to be sent anew */
};

struct client_order {
    const char *run;                  /* the installation's folder of sockets */
    int intakes, dispatches, reports; /* how many workers there are */
    uint64_t seed;
    int number;           /* of this client, from 0 */
    int rate;             /* complaints a second; 0: it brings tickets of others to their end */
    const char *ends;     /* path of the file that names them (ends.h), or NULL */
    int64_t milliseconds; /* how long new work is begun; then what is in doubt is settled */
    const char *journal;  /* path of its journal */
    struct tally *tally;
};

/* Runs the client. Returns the process's exit status: 0, or 1 where a request has no final answer at the end. */
int client_run(const struct client_order *order);

#endif
