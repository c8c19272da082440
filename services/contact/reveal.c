/* contact.reveal: the rows read in one round trip, opened here, and who asked and why written to the log in a second
 * one, in the same transaction: what is not logged is not answered.
 *
 * The same key answers the same again for REPLAY_MS and is logged once; later it is refused, or a key kept for long
 * would open a contact that nobody sees being opened.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/service/settings.h"
#include "common/store/queries.h"
#include "services/contact/answer.h"
#include "services/contact/contact.h"

enum { REVEALS_AT_ONCE = 32, REPLAY_MS = 600000 };

/* Statements of the first step. */
enum { KEYS, READ, PACKS, TIME };

/* Columns of contact_read. */
enum { ORDINAL, AREA, CATEGORY, CHANNEL, GIVEN, ANONYMOUS, KEY, PUBLIC, SEALED_KEY, SEALED, SAME_PHONE };

void *reveal_open(struct worker *worker)
{
    struct reveal *reveal = memory_new(1, sizeof *reveal);
    size_t size = strlen(worker_settings(worker)->home) + sizeof "/keys";
    reveal->folder = memory_new(size, 1);
    snprintf(reveal->folder, size, "%s/keys", worker_settings(worker)->home);
    reveal->log = reveal_log_new();
    return reveal;
}

void reveal_close(void *state)
{
    struct reveal *reveal = state;
    array_clear(&reveal->cities);
    array_clear(&reveal->keys);
    array_clear(&reveal->tickets);
    array_clear(&reveal->indices);
    reveal_log_destroy(&reveal->log);
    opener_destroy(&reveal->opener);
    free(reveal->folder);
    free(reveal);
}

/* -- step 0: look up --------------------------------------------------------------------------------------------- */

static enum work_next rows_ask(struct work *work)
{
    struct reveal *reveal = worker_state(work->worker);
    array_start(&reveal->cities, ARRAY_INTEGER);
    array_start(&reveal->keys, ARRAY_TEXT);
    array_start(&reveal->tickets, ARRAY_BIGINT);
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        request->answered = false;
        array_add_integer(&reveal->cities, asked_of(request)->city_id);
        array_add_text(&reveal->keys, request->key, request->key_length);
        array_add_integer(&reveal->tickets, REQUEST_VALUES(request, contact_reveal)->ticket.integer);
    }
    struct parameter keys[] = {P_ARRAY(&reveal->cities), P_ARRAY(&reveal->keys)};
    struct parameter tickets[] = {P_ARRAY(&reveal->cities), P_ARRAY(&reveal->tickets)};
    store_send(work->store, &query_reveal_find, keys, 2);
    store_send(work->store, &query_contact_read, tickets, 2);
    store_send(work->store, &query_pack_current, keys, 1);
    store_send(work->store, &query_time_now, NULL, 0);
    return WORK_MORE;
}

/* -- step 1: open, answer, log ----------------------------------------------------------------------------------- */

static void refuse(struct request *request, enum reply_status status, const char *code, const char *field,
                   const char *sentence)
{
    struct fault fault;
    fault_set(&fault, code, field, "%s", sentence);
    request_refuse(request, status, &fault);
}

void replays_judge(struct work *work, int keys, int time)
{
    int64_t now = store_instant(work->store, time, 0, 0);
    for (int row = 0; row < store_rows(work->store, keys); row++) {
        struct request *request = work->requests[store_integer(work->store, keys, row, 0)];
        asked_of(request)->replayed = true;
        if (store_integer(work->store, keys, row, 1) != request->hash)
            refuse(request, REPLY_CONFLICT, "key_conflict", NULL, "this idempotency key was used with another request");
        else if (now - store_instant(work->store, keys, row, 2) > REPLAY_MS)
            refuse(request, REPLY_REFUSED, "key_spent", NULL,
                   "this idempotency key was used more than ten minutes ago: ask with a new one");
    }
}

static bool row_open(struct reveal *reveal, const struct store *store, int row, struct request *request,
                     struct contact *out)
{
    struct sealed_contact sealed = {.city_id = asked_of(request)->city_id,
                                    .ticket_id = REQUEST_VALUES(request, contact_reveal)->ticket.integer};
    if (store_is_null(store, READ, row, SEALED)) /* only the wish not to be named */
        return true;
    if (store_is_null(store, READ, row, SEALED_KEY))
        return false;
    sealed.key_id = store_integer(store, READ, row, KEY);
    sealed.public_id = store_text(store, READ, row, PUBLIC, NULL);
    sealed.sealed_key = (const unsigned char *)store_text(store, READ, row, SEALED_KEY, &sealed.sealed_key_length);
    sealed.sealed = (const unsigned char *)store_text(store, READ, row, SEALED, &sealed.sealed_length);
    return opener_open(reveal->opener, &sealed, out);
}

/* Answers the request; true where it has contact data to tell. */
static bool row_answer(struct work *work, int row, struct request *request)
{
    struct reveal *reveal = worker_state(work->worker);
    const struct store *store = work->store;
    const struct message_contact_reveal *m = REQUEST_VALUES(request, contact_reveal);
    struct contact contact = {0};
    struct fault fault;
    if (!area_check(work->worker, request, (int32_t)store_integer(store, READ, row, AREA), &fault)) {
        request_refuse(request, REPLY_REFUSED, &fault);
        return false;
    }
    if (!store_integer(store, READ, row, GIVEN)) {
        refuse(request, REPLY_REFUSED, "no_contact", "ticket", "the ticket has no contact data: none was given");
        return false;
    }
    if (!row_open(reveal, store, row, request, &contact)) {
        log_error("contact data does not open city=%s ticket=%lld", m->city.text, (long long)m->ticket.integer);
        refuse(request, REPLY_REFUSED, "sealed", "ticket",
               "the ticket's contact data does not open with the keys here");
        return false;
    }
    struct revealed revealed = {.ticket_id = m->ticket.integer,
                                .anonymous = store_integer(store, READ, row, ANONYMOUS) != 0,
                                .masked = m->masked.present && m->masked.boolean,
                                .same_phone = store_text(store, READ, row, SAME_PHONE, NULL)};
    revealed_answer(request, &revealed, &contact);
    contact_forget(&contact, sizeof contact);
    return true;
}

static void row_log(struct reveal *reveal, const struct store *store, int row, struct request *request)
{
    struct reveal_place place = {.area_id = (int32_t)store_integer(store, READ, row, AREA),
                                 .category_id = (int32_t)store_integer(store, READ, row, CATEGORY),
                                 .channel_id = (int32_t)store_integer(store, READ, row, CHANNEL)};
    const struct message_contact_reveal *m = REQUEST_VALUES(request, contact_reveal);
    reveal_log_key(reveal->log, request, m->ticket.integer);
    reveal_log_event(reveal->log, request, m->ticket.integer, &place,
                     json_pack("{s:s#, s:o*}", "reason", m->reason.text, (int)m->reason.length, "masked",
                               m->masked.present && m->masked.boolean ? json_true() : NULL));
}

/* Two requests with one key in a batch: the second waits until the first is stored. */
static bool key_taken(const struct work *work, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (work->requests[i] && asked_of(work->requests[i])->city_id == asked_of(work->requests[at])->city_id &&
            strcmp(work->requests[i]->key, work->requests[at]->key) == 0)
            return true;
    return false;
}

static void unknown_refuse(struct request *request)
{
    struct fault fault;
    fault_set(&fault, "unknown_ticket", "ticket", "city %s has no ticket %lld", request->values[0].text,
              (long long)request->values[1].integer);
    request_refuse(request, REPLY_REFUSED, &fault);
}

static int row_of(const struct store *store, size_t ordinal)
{
    for (int row = 0; row < store_rows(store, READ); row++)
        if (store_integer(store, READ, row, ORDINAL) == (int64_t)ordinal)
            return row;
    return -1;
}

static enum work_next reveal_step(struct work *work, int step)
{
    struct reveal *reveal = worker_state(work->worker);
    reveal->appended = -1;
    if (step == 0)
        return rows_ask(work);
    if (!cities_current(worker_cities(work->worker), work->store, PACKS))
        return WORK_OUTDATED;
    reveal_log_start(reveal->log);
    replays_judge(work, KEYS, TIME);
    for (size_t i = 0; i < work->request_count; i++) {
        struct request *request = work->requests[i];
        int row = row_of(work->store, i);
        if (request->answered)
            continue;
        if (row < 0)
            unknown_refuse(request);
        else if (key_taken(work, i))
            work_defer(work, request);
        else if (row_answer(work, row, request) && !asked_of(request)->replayed)
            row_log(reveal, work->store, row, request);
    }
    if (reveal_log_empty(reveal->log))
        return WORK_ABANDON;
    reveal->appended = reveal_log_send(reveal->log, work->store);
    return WORK_COMMIT;
}

static void reveal_done(struct work *work)
{
    struct reveal *reveal = worker_state(work->worker);
    if (reveal->appended >= 0)
        work_tell(work, reveal->appended);
}

static bool reveal_retry(struct work *work, const struct store_error *error)
{
    (void)work;
    return strcmp(error->constraint, "contact_reveal_pkey") == 0; /* the same key at the same time elsewhere */
}

const struct work_kind reveal_batch = {
    .name = "reveal", .requests_max = REVEALS_AT_ONCE, .step = reveal_step, .done = reveal_done, .retry = reveal_retry};
