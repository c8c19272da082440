/* The layout of what is sealed, as seal.c writes and open.c reads it: version, nonce, ciphertext. */
#ifndef COMMON_CONTACT_SEALED_H
#define COMMON_CONTACT_SEALED_H

#include <sodium.h>
#include <stdint.h>

enum {
    SEALED_VERSION = 1,
    SEALED_BLOCK = 64, /* texts are padded to a multiple of it, so that a length tells little */
    SEALED_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    SEALED_TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SEALED_HEAD = 1 + SEALED_NONCE,
    SEALED_BOUND = 1 + 3 * 8,
};

/* What the seal is bound to: moved to another ticket or key it does not open. */
static inline void sealed_bind(unsigned char out[SEALED_BOUND], int64_t key_id, int32_t city_id, int64_t ticket_id)
{
    const int64_t numbers[] = {key_id, city_id, ticket_id};
    out[0] = SEALED_VERSION;
    for (int i = 0; i < SEALED_BOUND - 1; i++)
        out[1 + i] = (unsigned char)((uint64_t)numbers[i / 8] >> (8 * (7 - i % 8)));
}

#endif
