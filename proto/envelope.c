/* Header frames, written and parsed by hand: they are on the way of every message. */
#include "proto/envelope.h"

#include <stdio.h>
#include <string.h>

static const char *const status_names[] = {"ok", "refused", "conflict", "unavailable", "expired"};

struct word {
    const char *start;
    size_t length;
};

/* Takes the next word of a line whose words are separated by one space; false at its end, and where a space has nothing
 * after it. */
static bool word_next(const char **at, const char *end, struct word *out)
{
    if (*at >= end)
        return false;
    const char *space = memchr(*at, ' ', (size_t)(end - *at));
    out->start = *at;
    out->length = (size_t)((space ? space : end) - *at);
    *at = space ? space + 1 : end;
    return out->length > 0 && (!space || *at < end);
}

static bool word_number(const struct word *word, uint64_t *out)
{
    uint64_t number = 0;
    if (word->length > 18)
        return false;
    for (size_t i = 0; i < word->length; i++) {
        if (word->start[i] < '0' || word->start[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(word->start[i] - '0');
    }
    *out = number;
    return true;
}

static bool key_valid(const struct word *word)
{
    if (word->length > KEY_BYTES_MAX)
        return false;
    for (size_t i = 0; i < word->length; i++) {
        char c = word->start[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
              c == ':' || c == '-'))
            return false;
    }
    return true;
}

bool request_header_parse(const char *bytes, size_t length, struct request_header *out)
{
    const char *at = bytes, *end = bytes + length;
    struct word name, request, deadline, key;
    uint64_t time;
    if (length >= ENVELOPE_BYTES || !word_next(&at, end, &name) || !word_next(&at, end, &request) ||
        !word_next(&at, end, &deadline) || !word_next(&at, end, &key) || at != end)
        return false;
    if (!word_number(&request, &out->request) || !word_number(&deadline, &time) || !key_valid(&key))
        return false;
    bool none = key.length == 1 && key.start[0] == '-';
    out->name = name.start;
    out->name_length = name.length;
    out->deadline = (int64_t)time;
    out->key = key.start;
    out->key_length = none ? 0 : key.length;
    return true;
}

size_t request_header_write(char out[ENVELOPE_BYTES], const char *name, uint64_t request, int64_t deadline,
                            const char *key)
{
    int length = snprintf(out, ENVELOPE_BYTES, "%s %llu %lld %s", name, (unsigned long long)request,
                          (long long)deadline, key && *key ? key : "-");
    return length > 0 && length < ENVELOPE_BYTES ? (size_t)length : 0;
}

bool reply_header_parse(const char *bytes, size_t length, uint64_t *request, enum reply_status *status)
{
    const char *at = bytes, *end = bytes + length;
    struct word number, name;
    if (!word_next(&at, end, &number) || !word_next(&at, end, &name) || at != end || !word_number(&number, request))
        return false;
    for (size_t i = 0; i < sizeof status_names / sizeof *status_names; i++)
        if (strlen(status_names[i]) == name.length && memcmp(status_names[i], name.start, name.length) == 0) {
            *status = (enum reply_status)i;
            return true;
        }
    return false;
}

size_t reply_header_write(char out[ENVELOPE_BYTES], uint64_t request, enum reply_status status)
{
    int length = snprintf(out, ENVELOPE_BYTES, "%llu %s", (unsigned long long)request, status_names[status]);
    return (size_t)length;
}

const char *reply_status_name(enum reply_status status)
{
    return status_names[status];
}
