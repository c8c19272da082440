/* Asks one service one question, and tells a refusal in one sentence. */
#include "services/ctl/call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"

const char *call_service(const struct message_type *type)
{
    static const char *const names[] = {
        [OWNER_INTAKE] = "intake",   [OWNER_DISPATCH] = "dispatch", [OWNER_REPORT] = "report", [OWNER_RELAY] = "relay",
        [OWNER_CONTACT] = "contact", [OWNER_NOTIFY] = "notify",     [OWNER_TALLY] = "tally",   [OWNER_EVERY] = "report",
    };
    return names[type->owner];
}

struct bus_client *call_client(struct ctl *ctl, const char *service, size_t window)
{
    const struct settings *settings = ctl_settings(ctl);
    if (!settings)
        return NULL;
    return bus_client_new(&(struct bus_client_options){
        .run = settings->run, .service = service, .workers = settings_workers(settings, service), .window = window});
}

void call_refusal(const struct bus_answer *answer, char *out, size_t size)
{
    const char *field = NULL, *message = NULL, *expected = NULL;
    json_t *body = json_loadb(answer->body, answer->length, 0, NULL);
    json_unpack(body, "{s:{s?s, s?s, s?s}}", "error", "field", &field, "message", &message, "expected", &expected);
    snprintf(out, size, "%s%s%s%s%s", field ? field : "", field ? ": " : "",
             message ? message : "the answer cannot be understood", expected ? "; expected " : "",
             expected ? expected : "");
    json_decref(body);
}

static int refusal_tell(const struct ctl *ctl, const struct message_type *type, const struct bus_answer *answer)
{
    char sentence[1200];
    if (ctl->json && answer->answered)
        printf("%s\n", answer->body);
    call_refusal(answer, sentence, sizeof sentence);
    if (!answer->answered)
        return ctl_fail("%s: %s does not answer; steward status tells what runs", type->name, call_service(type));
    return ctl_fail("%s %s: %s", type->name, reply_status_name(answer->status), sentence);
}

static int answer_take(const struct ctl *ctl, const struct message_type *type, const struct bus_answer *answer,
                       json_t **out)
{
    if (answer->status != REPLY_OK)
        return refusal_tell(ctl, type, answer);
    *out = json_loadb(answer->body, answer->length, 0, NULL);
    return *out ? CTL_DONE : ctl_fail("%s: the reply is no JSON", type->name);
}

int call(struct ctl *ctl, const struct message_type *type, const char *key, json_t *body, json_t **out)
{
    char own[IDENTIFIER_BYTES];
    struct bus_answer answer = {.status = REPLY_UNAVAILABLE};
    *out = NULL;
    struct bus_client *client = call_client(ctl, call_service(type), 1);
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    if (client && text) {
        identifier_new(own);
        bus_client_call(client, type->name,
                        !type->is_command ? NULL
                        : key             ? key
                                          : own,
                        instant_now() + CALL_MS, text, &answer);
    }
    int status = client && text ? answer_take(ctl, type, &answer, out) : CTL_FAILED;
    free(text);
    bus_client_destroy(&client);
    return status;
}

void call_print(const json_t *reply)
{
    json_dumpf(reply, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(9));
    putchar('\n');
}
