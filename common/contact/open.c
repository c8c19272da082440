#include "common/contact/open.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/contact/sealed.h"

struct opener {
    char *folder;
    struct key_secret secrets[KEYS_MOST];
    size_t count;
};

static bool secrets_load(struct opener *opener, char error[KEYS_ERROR_BYTES])
{
    struct key_secret secrets[KEYS_MOST];
    size_t count = keys_secret_read(opener->folder, secrets, error);
    if (count) {
        memcpy(opener->secrets, secrets, sizeof secrets);
        opener->count = count;
    }
    sodium_memzero(secrets, sizeof secrets);
    return count > 0;
}

struct opener *opener_new(const char *folder, char error[KEYS_ERROR_BYTES])
{
    struct opener *opener = memory_new(1, sizeof *opener);
    opener->folder = memory_text(folder, strlen(folder));
    if (!secrets_load(opener, error))
        opener_destroy(&opener);
    return opener;
}

void opener_destroy(struct opener **opener)
{
    if (!*opener)
        return;
    free((*opener)->folder);
    sodium_memzero(*opener, sizeof **opener);
    free(*opener);
    *opener = NULL;
}

static const struct key_secret *secret_find(const struct opener *opener, const char *public_id)
{
    for (size_t i = 0; i < opener->count; i++)
        if (strcmp(opener->secrets[i].of.id, public_id) == 0)
            return &opener->secrets[i];
    return NULL;
}

/* The keys may have been changed since they were read. */
static const struct key_secret *secret_of(struct opener *opener, const char *public_id)
{
    char error[KEYS_ERROR_BYTES];
    const struct key_secret *secret = secret_find(opener, public_id);
    if (!secret && !secrets_load(opener, error))
        log_error("no key for contact data: %s", error);
    return secret ? secret : secret_find(opener, public_id);
}

static bool data_key_open(struct opener *opener, const char *public_id, const unsigned char *sealed, size_t length,
                          unsigned char out[KEY_BYTES])
{
    const struct key_secret *secret = secret_of(opener, public_id);
    return secret && length == SEALED_KEY_BYTES &&
           crypto_box_seal_open(out, sealed, length, secret->of.bytes, secret->bytes) == 0;
}

static bool text_open(const struct sealed_contact *sealed, const unsigned char key[KEY_BYTES], unsigned char *out,
                      size_t *length)
{
    unsigned char bound[SEALED_BOUND];
    unsigned long long opened;
    sealed_bind(bound, sealed->key_id, sealed->city_id, sealed->ticket_id);
    return sealed->sealed_length > SEALED_HEAD + SEALED_TAG && sealed->sealed_length <= SEALED_BYTES_MOST &&
           sealed->sealed[0] == SEALED_VERSION &&
           crypto_aead_xchacha20poly1305_ietf_decrypt(out, &opened, NULL, sealed->sealed + SEALED_HEAD,
                                                      sealed->sealed_length - SEALED_HEAD, bound, sizeof bound,
                                                      sealed->sealed + 1, key) == 0 &&
           sodium_unpad(length, out, opened, SEALED_BLOCK) == 0;
}

bool opener_open(struct opener *opener, const struct sealed_contact *sealed, struct contact *out)
{
    unsigned char key[KEY_BYTES], text[SEALED_BYTES_MOST];
    size_t length;
    bool opened = data_key_open(opener, sealed->public_id, sealed->sealed_key, sealed->sealed_key_length, key) &&
                  text_open(sealed, key, text, &length) && contact_read((const char *)text, length, out);
    sodium_memzero(key, sizeof key);
    sodium_memzero(text, sizeof text);
    return opened;
}

bool opener_rekey(struct opener *opener, const char *public_id, const unsigned char *sealed, size_t length,
                  struct data_key *out)
{
    unsigned char key[KEY_BYTES];
    bool opened = data_key_open(opener, public_id, sealed, length, key) &&
                  crypto_box_seal(out->sealed, key, KEY_BYTES, opener->secrets[0].of.bytes) == 0;
    memcpy(out->public_id, opener->secrets[0].of.id, KEY_ID_BYTES);
    sodium_memzero(key, sizeof key);
    return opened;
}

const char *opener_newest(const struct opener *opener)
{
    return opener->secrets[0].of.id;
}
