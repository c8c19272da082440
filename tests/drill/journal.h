/* What a client was answered, a line an answer, written out before it counts as answered. Tab-separated, in the order
 * of the columns of drill.journal (check/journal.sql); \N where there is none. */
#ifndef TESTS_DRILL_JOURNAL_H
#define TESTS_DRILL_JOURNAL_H

#include <stdint.h>

struct journal;

/* What was answered to one request. Texts are codes and keys: nothing in them needs quoting. */
struct entry {
    const char *message, *city, *key;
    const char *purpose; /* first, rival, clash, twin, again, other: see errand.h */
    uint64_t digest;     /* of message and body */
    const char *status;  /* of the envelope, or "unanswered" */
    const char *error;   /* its code, or NULL */
    int64_t ticket;      /* 0 where the reply has none, as version */
    int64_t version;
    const char *state; /* or NULL */
};

/* Makes the file; ends the process where that fails, as does a line that cannot be written. */
struct journal *journal_new(const char *path, int client);
void journal_destroy(struct journal **journal);

void journal_write(struct journal *journal, const struct entry *entry);

#endif
