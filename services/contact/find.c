/* contact.find: the tickets that have a telephone number, by its blind index. That somebody asked, and why, is written
 * to the log of each ticket that is found, in the transaction that looks; where none is found, to the city's. */
#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"
#include "services/contact/contact.h"

/* Statements of the first step. */
enum { KEYS, FOUND, PACKS, TIME };

/* Columns of contact_find. */
enum { TICKET, AREA, CATEGORY, CHANNEL };

static enum work_next tickets_ask(struct work *work)
{
    struct reveal *reveal = worker_state(work->worker);
    struct request *request = work->requests[0];
    request->answered = false;
    array_start(&reveal->cities, ARRAY_INTEGER);
    array_start(&reveal->keys, ARRAY_TEXT);
    array_start(&reveal->indices, ARRAY_BYTES);
    array_add_integer(&reveal->cities, asked_of(request)->city_id);
    array_add_text(&reveal->keys, request->key, request->key_length);
    array_add_bytes(&reveal->indices, asked_of(request)->index, PHONE_INDEX_BYTES);
    struct parameter keys[] = {P_ARRAY(&reveal->cities), P_ARRAY(&reveal->keys)};
    store_send(work->store, &query_reveal_find, keys, 2);
    store_send(work->store, &query_contact_find,
               (struct parameter[]){P_INTEGER(asked_of(request)->city_id), P_ARRAY(&reveal->indices)}, 2);
    store_send(work->store, &query_pack_current, keys, 1);
    store_send(work->store, &query_time_now, NULL, 0);
    return WORK_MORE;
}

static json_t *data_make(const struct message_contact_find *m)
{
    return json_pack("{s:s#, s:s}", "reason", m->reason.text, (int)m->reason.length, "by", "phone");
}

/* Answers with those that the person may see, and logs each. */
static void found_take(struct work *work, struct request *request)
{
    struct reveal *reveal = worker_state(work->worker);
    const struct message_contact_find *m = REQUEST_VALUES(request, contact_find);
    json_t *tickets = json_array();
    for (int row = 0; row < store_rows(work->store, FOUND); row++) {
        int64_t ticket = store_integer(work->store, FOUND, row, TICKET);
        struct reveal_place place = {.area_id = (int32_t)store_integer(work->store, FOUND, row, AREA),
                                     .category_id = (int32_t)store_integer(work->store, FOUND, row, CATEGORY),
                                     .channel_id = (int32_t)store_integer(work->store, FOUND, row, CHANNEL)};
        if (!find_area_seen(work->worker, request, place.area_id))
            continue;
        json_array_append_new(tickets, json_integer(ticket));
        if (!asked_of(request)->replayed)
            reveal_log_event(reveal->log, request, ticket, &place, data_make(m));
    }
    if (!asked_of(request)->replayed && json_array_size(tickets) == 0)
        reveal_log_event(reveal->log, request, 0, &(struct reveal_place){0}, data_make(m));
    if (!asked_of(request)->replayed)
        reveal_log_key(reveal->log, request, 0);
    json_t *reply = json_pack("{s:o}", "tickets", tickets);
    char *text = json_dumps(reply, JSON_COMPACT);
    request_answer_text(request, text, strlen(text));
    json_decref(reply);
    free(text);
}

static enum work_next find_step(struct work *work, int step)
{
    struct reveal *reveal = worker_state(work->worker);
    reveal->appended = -1;
    if (step == 0)
        return tickets_ask(work);
    if (!cities_current(worker_cities(work->worker), work->store, PACKS))
        return WORK_OUTDATED;
    reveal_log_start(reveal->log);
    replays_judge(work, KEYS, TIME);
    if (!work->requests[0]->answered)
        found_take(work, work->requests[0]);
    if (reveal_log_empty(reveal->log))
        return WORK_ABANDON;
    reveal->appended = reveal_log_send(reveal->log, work->store);
    return WORK_COMMIT;
}

static void find_done(struct work *work)
{
    struct reveal *reveal = worker_state(work->worker);
    if (reveal->appended >= 0)
        work_tell(work, reveal->appended);
}

static bool find_retry(struct work *work, const struct store_error *error)
{
    (void)work;
    return strcmp(error->constraint, "contact_reveal_pkey") == 0; /* the same key at the same time elsewhere */
}

const struct work_kind find_batch = {
    .name = "find", .requests_max = 1, .step = find_step, .done = find_done, .retry = find_retry};
