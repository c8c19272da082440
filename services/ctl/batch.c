/* Many tickets with one command: the requests go out side by side, the results are told in order. */
#include "services/ctl/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "services/ctl/call.h"

enum { WINDOW = 64, SENTENCE_BYTES = 1200 };

/* What became of one ticket. */
struct result {
    int64_t ticket;
    enum reply_status status;
    json_t *reply;
    char *sentence; /* of a refusal */
};

static void key_make(char out[KEY_BYTES_MAX + 1], const char *key, int64_t ticket)
{
    if (key)
        snprintf(out, KEY_BYTES_MAX + 1, "%.*s-%lld", KEY_BYTES_MAX - 21, key, (long long)ticket);
    else
        identifier_new(out);
}

static void result_take(const struct bus_answer *answer)
{
    struct result *result = answer->context;
    char sentence[SENTENCE_BYTES] = "no answer in time";
    result->status = answer->status;
    result->reply = json_loadb(answer->body, answer->length, 0, NULL);
    if (answer->status == REPLY_OK)
        return;
    if (answer->answered)
        call_refusal(answer, sentence, sizeof sentence);
    result->sentence = memory_text(sentence, strlen(sentence));
}

static void request_send(struct bus_client *client, const struct message_type *type, const char *key, json_t *body,
                         struct result *result)
{
    char own[KEY_BYTES_MAX + 1];
    json_t *message = json_copy(body);
    json_object_set_new(message, "ticket", json_integer(result->ticket));
    char *text = json_dumps(message, JSON_COMPACT);
    key_make(own, key, result->ticket);
    bus_client_send(client, type->name, own, instant_now() + CALL_MS, text, strlen(text), result);
    free(text);
    json_decref(message);
}

static void results_get(struct bus_client *client, const struct message_type *type, const char *key, json_t *body,
                        struct result *results, size_t count)
{
    struct bus_answer answer;
    size_t sent = 0;
    while (sent < count || bus_client_pending(client)) {
        while (sent < count && bus_client_ready(client))
            request_send(client, type, key, body, &results[sent++]);
        if (bus_client_receive(client, CALL_MS, &answer))
            result_take(&answer);
    }
}

static json_t *result_json(const struct result *result)
{
    return json_pack("{s:I, s:s, s:O*}", "ticket", (json_int_t)result->ticket, "status",
                     reply_status_name(result->status), "answer", result->reply);
}

static void results_tell(const struct ctl *ctl, const struct result *results, size_t count,
                         int (*print)(const json_t *reply))
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (ctl->json)
            json_array_append_new(list, result_json(&results[i]));
        else if (results[i].status == REPLY_OK)
            print(results[i].reply);
        else
            fprintf(stderr, "ticket %lld: %s: %s\n", (long long)results[i].ticket, reply_status_name(results[i].status),
                    results[i].sentence);
    if (ctl->json)
        call_print(list);
    json_decref(list);
}

static size_t done_count(const struct result *results, size_t count)
{
    size_t done = 0;
    for (size_t i = 0; i < count; i++)
        done += results[i].status == REPLY_OK;
    return done;
}

int batch_run(struct ctl *ctl, const struct message_type *type, const char *key, json_t *body, const json_t *tickets,
              int (*print)(const json_t *reply))
{
    size_t count = json_array_size(tickets);
    struct bus_client *client = call_client(ctl, call_service(type), WINDOW);
    if (!client)
        return CTL_FAILED;
    struct result *results = memory_new(count, sizeof *results);
    for (size_t i = 0; i < count; i++)
        results[i].ticket = json_integer_value(json_array_get(tickets, i));
    results_get(client, type, key, body, results, count);
    results_tell(ctl, results, count, print);
    size_t done = done_count(results, count);
    for (size_t i = 0; i < count; i++) {
        json_decref(results[i].reply);
        free(results[i].sentence);
    }
    free(results);
    bus_client_destroy(&client);
    if (!ctl->json)
        printf("%zu of %zu done\n", done, count);
    return done == count ? CTL_DONE : CTL_FAILED;
}
