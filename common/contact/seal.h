/* Sealing, as intake does it: what it has sealed it cannot open again once its data key is gone.
 *
 * A public-key seal costs some 60 µs, too much for the path of every complaint. So a worker makes a data key, seals
 * that once with the public key (the sealed copy goes into the database, table contact_key), and seals contact data
 * with the data key in a few µs (XChaCha20-Poly1305, padded, bound to city and ticket). The data key is forgotten after
 * an hour.
 */
#ifndef COMMON_CONTACT_SEAL_H
#define COMMON_CONTACT_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/contact/keys.h"
#include "common/contact/phone_index.h"

enum {
    SEALED_KEY_BYTES = 80,    /* a data key within a seal of the public key */
    SEALED_BYTES_MOST = 4300, /* contact data: CONTACT_TEXT_BYTES and what sealing adds */
};

/* What the database needs to know of a data key. */
struct data_key {
    int64_t id; /* random, positive */
    char public_id[KEY_ID_BYTES];
    unsigned char sealed[SEALED_KEY_BYTES];
};

struct sealer;

/* Reads the public key and the index key. NULL, with a sentence in `error`, where they cannot be read. */
struct sealer *sealer_new(const char *folder, char error[KEYS_ERROR_BYTES]);
void sealer_destroy(struct sealer **sealer);

/* The data key in use. Where it is an hour old (`now` in monotonic µs) a new one is made, with the public key as the
 * file has it then. */
const struct data_key *sealer_key(struct sealer *sealer, int64_t now);

/* Seals `length` bytes of text for this ticket; returns how many bytes `out` has then. */
size_t sealer_seal(const struct sealer *sealer, int32_t city_id, int64_t ticket_id, const char *text, size_t length,
                   unsigned char out[SEALED_BYTES_MOST]);

/* phone_index, with the sealer's key. */
void sealer_phone_index(const struct sealer *sealer, int32_t city_id, const char *phone,
                        unsigned char out[PHONE_INDEX_BYTES]);

/* A request's hash that can be stored where contact data is part of what was hashed: without the index key nobody can
 * try numbers against it. */
int64_t sealer_hash(const struct sealer *sealer, int64_t hash);

#endif
