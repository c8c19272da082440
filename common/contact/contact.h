/* How a reporter can be reached, as it is sealed: a small JSON object. */
#ifndef COMMON_CONTACT_CONTACT_H
#define COMMON_CONTACT_CONTACT_H

#include <stdbool.h>
#include <stddef.h>

enum {
    CONTACT_NAME_MOST = 100,
    CONTACT_OTHER_MOST = 400,
    CONTACT_TEXT_BYTES = 4096 /* also where every byte needs an escape */
};

struct contact {
    char name[CONTACT_NAME_MOST + 1];
    char phone[64]; /* as phone_normalise makes it */
    char other[CONTACT_OTHER_MOST + 1];
};

/* Writes it as text; returns its length. */
size_t contact_write(const struct contact *contact, char out[CONTACT_TEXT_BYTES]);

/* The other way round. False where the text is none. */
bool contact_read(const char *text, size_t length, struct contact *out);

/* Wipes what is no longer needed from memory. */
void contact_forget(void *bytes, size_t length);

#endif
