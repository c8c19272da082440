/* What became of a message, from what the receiver has answered. Pure. */
#ifndef SERVICES_NOTIFY_JUDGE_H
#define SERVICES_NOTIFY_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/city/notify_file.h"

enum verdict {
    VERDICT_DELIVERED,
    VERDICT_RETRY,      /* not now: try again later */
    VERDICT_OVERLOADED, /* the receiver is alive and asks for less */
    VERDICT_DEAD,       /* this message will never be taken */
};

enum { JUDGE_ERROR_BYTES = 240 };

/* What came back. */
struct answer {
    bool whole;          /* the exchange came to its end */
    bool refused_here;   /* it never began: the address is not allowed, a secret is missing … */
    const char *failure; /* what failed where it did not, else "" */
    long status;         /* of HTTP or SMTP; 0: none came */
    const char *body;    /* of HTTP */
    size_t length;
    int64_t retry_after_ms; /* of Retry-After, in whichever form it came; 0: none, or not in the future */
};

/* Success of robots is in the body's code, not in HTTP's 200. `error` says why not; never what a secret is. */
enum verdict answer_judge(const struct notify_channel *channel, const struct answer *answer,
                          char error[JUDGE_ERROR_BYTES]);

/* How long a receiver that is overloaded is left alone, in ms: as long as it asks for, else OVERLOADED_LEAST_MS; never
 * longer than the channel's longest pause, for who answers may ask for years. */
enum { OVERLOADED_LEAST_MS = 5000 };
int64_t answer_patience(const struct notify_channel *channel, const struct answer *answer);

#endif
