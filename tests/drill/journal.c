/* One write(2) a line: what stands in the file was answered. */
#include "tests/drill/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"

enum { LINE_BYTES = 512 };

struct journal {
    int descriptor, client;
};

struct journal *journal_new(const char *path, int client)
{
    struct journal *journal = memory_new(1, sizeof *journal);
    journal->client = client;
    journal->descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (journal->descriptor < 0)
        log_abort("cannot write %s: %s", path, strerror(errno));
    return journal;
}

void journal_destroy(struct journal **journal)
{
    if (!*journal)
        return;
    close((*journal)->descriptor);
    free(*journal);
    *journal = NULL;
}

void journal_write(struct journal *journal, const struct entry *entry)
{
    static const char none[] = "\\N";
    char line[LINE_BYTES];
    int length =
        snprintf(line, sizeof line, "%d\t%lld\t%s\t%s\t%s\t%s\t%016llx\t%s\t%s\t%lld\t%lld\t%s\n", journal->client,
                 (long long)instant_now(), entry->message, entry->city, entry->key, entry->purpose,
                 (unsigned long long)entry->digest, entry->status, entry->error ? entry->error : none,
                 (long long)entry->ticket, (long long)entry->version, entry->state ? entry->state : none);
    if (length >= (int)sizeof line || write(journal->descriptor, line, (size_t)length) != length)
        log_abort("the journal cannot be written: %s", strerror(errno));
}
