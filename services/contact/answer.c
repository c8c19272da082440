#include "services/contact/answer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/contact/mask.h"

static void text_set(json_t *reply, const char *name, const char *text)
{
    if (*text)
        json_object_set_new(reply, name, json_string(text));
}

static void masked_set(json_t *reply, const struct contact *contact)
{
    char masked[MASK_BYTES];
    if (contact->name[0]) {
        mask_name(contact->name, masked);
        text_set(reply, "name", masked);
    }
    if (contact->phone[0]) {
        mask_phone(contact->phone, masked);
        text_set(reply, "phone", masked);
    }
}

static void plain_set(json_t *reply, const struct contact *contact)
{
    text_set(reply, "name", contact->name);
    text_set(reply, "phone", contact->phone);
    text_set(reply, "other", contact->other);
}

void revealed_answer(struct request *request, const struct revealed *revealed, const struct contact *contact)
{
    json_t *reply =
        json_pack("{s:I, s:b}", "ticket", (json_int_t)revealed->ticket_id, "anonymous", revealed->anonymous);
    if (revealed->masked)
        masked_set(reply, contact);
    else
        plain_set(reply, contact);
    json_object_set_new(reply, "same_phone", json_loads(revealed->same_phone, 0, NULL));
    char *text = json_dumps(reply, JSON_COMPACT);
    json_decref(reply);
    request_answer_text(request, text, strlen(text));
    contact_forget(text, strlen(text));
    free(text);
}
