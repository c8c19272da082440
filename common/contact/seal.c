#include "common/contact/seal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/contact/contact.h"
#include "common/contact/sealed.h"

#define KEY_LIFE_US (INT64_C(3600) * 1000000)

_Static_assert(SEALED_KEY_BYTES == KEY_BYTES + crypto_box_SEALBYTES, "a sealed data key");
_Static_assert(SEALED_BYTES_MOST >= SEALED_HEAD + CONTACT_TEXT_BYTES + SEALED_BLOCK + SEALED_TAG, "the longest text");

struct sealer {
    char *folder;
    struct key_public public;
    unsigned char index[KEY_BYTES];
    unsigned char data[KEY_BYTES];
    struct data_key key; /* id 0: none yet */
    int64_t made;        /* monotonic µs */
};

struct sealer *sealer_new(const char *folder, char error[KEYS_ERROR_BYTES])
{
    struct sealer *sealer = memory_new(1, sizeof *sealer);
    if (keys_public_read(folder, &sealer->public, error) && keys_index_read(folder, sealer->index, error)) {
        sealer->folder = memory_text(folder, strlen(folder));
        return sealer;
    }
    free(sealer);
    return NULL;
}

void sealer_destroy(struct sealer **sealer)
{
    if (!*sealer)
        return;
    free((*sealer)->folder);
    sodium_memzero(*sealer, sizeof **sealer);
    free(*sealer);
    *sealer = NULL;
}

static void key_make(struct sealer *sealer)
{
    char error[KEYS_ERROR_BYTES];
    if (sealer->key.id && !keys_public_read(sealer->folder, &sealer->public, error))
        log_warning("the public key of before is used on: %s", error);
    randombytes_buf(sealer->data, KEY_BYTES);
    randombytes_buf(&sealer->key.id, sizeof sealer->key.id);
    sealer->key.id = (sealer->key.id & INT64_MAX) | 1;
    if (crypto_box_seal(sealer->key.sealed, sealer->data, KEY_BYTES, sealer->public.bytes) != 0)
        log_abort("the public key of contact data is none");
    memcpy(sealer->key.public_id, sealer->public.id, KEY_ID_BYTES);
}

const struct data_key *sealer_key(struct sealer *sealer, int64_t now)
{
    if (!sealer->key.id || now - sealer->made > KEY_LIFE_US) {
        key_make(sealer);
        sealer->made = now;
    }
    return &sealer->key;
}

size_t sealer_seal(const struct sealer *sealer, int32_t city_id, int64_t ticket_id, const char *text, size_t length,
                   unsigned char out[SEALED_BYTES_MOST])
{
    unsigned char padded[CONTACT_TEXT_BYTES + SEALED_BLOCK], bound[SEALED_BOUND];
    size_t padded_length;
    unsigned long long sealed_length;
    if (length > CONTACT_TEXT_BYTES)
        log_abort("contact data of %zu bytes", length);
    memcpy(padded, text, length);
    sodium_pad(&padded_length, padded, length, SEALED_BLOCK, sizeof padded);
    sealed_bind(bound, sealer->key.id, city_id, ticket_id);
    out[0] = SEALED_VERSION;
    randombytes_buf(out + 1, SEALED_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + SEALED_HEAD, &sealed_length, padded, padded_length, bound,
                                               sizeof bound, NULL, out + 1, sealer->data);
    sodium_memzero(padded, sizeof padded);
    return SEALED_HEAD + (size_t)sealed_length;
}

void sealer_phone_index(const struct sealer *sealer, int32_t city_id, const char *phone,
                        unsigned char out[PHONE_INDEX_BYTES])
{
    phone_index(sealer->index, city_id, phone, out);
}

int64_t sealer_hash(const struct sealer *sealer, int64_t hash)
{
    int64_t keyed;
    unsigned char digest[crypto_generichash_BYTES_MIN];
    crypto_generichash(digest, sizeof digest, (const unsigned char *)&hash, sizeof hash, sealer->index, KEY_BYTES);
    memcpy(&keyed, digest, sizeof keyed);
    return keyed;
}
