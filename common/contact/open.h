/* Opening what seal.h has sealed: only for who holds the secret keys. */
#ifndef COMMON_CONTACT_OPEN_H
#define COMMON_CONTACT_OPEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/contact/contact.h"
#include "common/contact/keys.h"
#include "common/contact/seal.h"

struct opener;

/* Reads the secret keys. NULL, with a sentence in `error`, where they cannot be read. */
struct opener *opener_new(const char *folder, char error[KEYS_ERROR_BYTES]);
void opener_destroy(struct opener **opener);

/* A row of contact_key and of contact. */
struct sealed_contact {
    int32_t city_id;
    int64_t ticket_id, key_id;
    const char *public_id;
    const unsigned char *sealed_key;
    size_t sealed_key_length;
    const unsigned char *sealed;
    size_t sealed_length;
};

/* False where it does not open: another key, another ticket, or changed since. Keys are read again where the file has a
 * newer one. */
bool opener_open(struct opener *opener, const struct sealed_contact *sealed, struct contact *out);

/* Seals a data key anew with the newest key, for rotation. False where no secret key opens it. */
bool opener_rekey(struct opener *opener, const char *public_id, const unsigned char *sealed, size_t length,
                  struct data_key *out);

/* What the newest key is called. */
const char *opener_newest(const struct opener *opener);

#endif
