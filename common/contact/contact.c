#include "common/contact/contact.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

size_t contact_write(const struct contact *contact, char out[CONTACT_TEXT_BYTES])
{
    json_t *json =
        json_pack("{s:s, s:s, s:s}", "name", contact->name, "phone", contact->phone, "other", contact->other);
    size_t length = json_dumpb(json, out, CONTACT_TEXT_BYTES, JSON_COMPACT);
    json_decref(json);
    return length <= CONTACT_TEXT_BYTES ? length : 0;
}

bool contact_read(const char *text, size_t length, struct contact *out)
{
    const char *name, *phone, *other;
    json_t *json = json_loadb(text, length, 0, NULL);
    bool fits = json && json_unpack(json, "{s:s, s:s, s:s}", "name", &name, "phone", &phone, "other", &other) == 0;
    if (fits) {
        snprintf(out->name, sizeof out->name, "%s", name);
        snprintf(out->phone, sizeof out->phone, "%s", phone);
        snprintf(out->other, sizeof out->other, "%s", other);
    }
    json_decref(json);
    return fits;
}

void contact_forget(void *bytes, size_t length)
{
    sodium_memzero(bytes, length);
}
