/* Requests are sent with deadlines shorter than an outage, so that the client is often in doubt and has to ask again.
 */
#include "tests/drill/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"

enum { DEADLINE_LEAST_MS = 800, DEADLINE_MOST_MS = 6000, PATIENCE_MS = 2000 };
enum { REST_MS = 50, REST_DOUBLINGS = 5 };

static const char *const purpose_names[] = {"first", "rival", "clash", "twin", "again", "other", "look"};

/* FNV-1a, 64 bits. */
static uint64_t digest_add(uint64_t digest, const char *text)
{
    for (; *text; text++)
        digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return digest;
}

struct errand *errand_new(enum errand_purpose purpose, const char *message, const char *key, json_t *body)
{
    struct errand *errand = memory_new(1, sizeof *errand);
    errand->purpose = purpose;
    errand->message = message;
    snprintf(errand->key, sizeof errand->key, "%s", key);
    errand->body = body;
    errand->text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS);
    errand->length = strlen(errand->text);
    errand->digest = digest_add(digest_add(UINT64_C(0xcbf29ce484222325), message), errand->text);
    return errand;
}

void errand_destroy(struct errand **errand)
{
    if (!*errand)
        return;
    json_decref((*errand)->body);
    free((*errand)->text);
    free(*errand);
    *errand = NULL;
}

bool errand_send(struct errand *errand, struct bus_client *bus, struct random *random)
{
    int64_t deadline = instant_now() + random_between(random, DEADLINE_LEAST_MS, DEADLINE_MOST_MS) +
                       (int64_t)errand->tries * PATIENCE_MS;
    const char *key = errand->purpose == PURPOSE_LOOK ? NULL : errand->key;
    return bus_client_send(bus, errand->message, key, deadline, errand->text, errand->length, errand);
}

int64_t errand_rest(struct errand *errand, struct random *random)
{
    int64_t most = (int64_t)REST_MS << (errand->tries < REST_DOUBLINGS ? errand->tries : REST_DOUBLINGS);
    errand->tries++;
    return random_between(random, most / 2, most);
}

bool errand_is_final(const struct bus_answer *answer)
{
    return answer->status == REPLY_OK || answer->status == REPLY_REFUSED || answer->status == REPLY_CONFLICT;
}

static void entry_write(const struct errand *errand, struct journal *journal, struct entry *entry)
{
    entry->message = errand->message;
    entry->city = json_string_value(json_object_get(errand->body, "city"));
    entry->key = errand->key;
    entry->purpose = purpose_names[errand->purpose];
    entry->digest = errand->digest;
    journal_write(journal, entry);
}

void errand_record(const struct errand *errand, const struct bus_answer *answer, const json_t *reply,
                   struct journal *journal)
{
    struct entry entry = {
        .status = reply_status_name(answer->status),
        .error = json_string_value(json_object_get(json_object_get(reply, "error"), "code")),
        .ticket = json_integer_value(json_object_get(reply, "ticket")),
        .version = json_integer_value(json_object_get(reply, "version")),
        .state = json_string_value(json_object_get(reply, "state")),
    };
    entry_write(errand, journal, &entry);
}

void errand_record_unanswered(const struct errand *errand, struct journal *journal)
{
    struct entry entry = {.status = "unanswered"};
    entry_write(errand, journal, &entry);
}
