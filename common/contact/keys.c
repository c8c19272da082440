/* The order of writing matters: a public key is only handed out when its secret key is on the disk. */
#include "common/contact/keys.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/contact/key_file.h"

#define PUBLIC "contact.public"
#define SECRET "contact.secret"
#define INDEX  "contact.index"

static bool sodium_ready(char error[KEYS_ERROR_BYTES])
{
    if (sodium_init() >= 0)
        return true;
    snprintf(error, KEYS_ERROR_BYTES, "libsodium does not start");
    return false;
}

static bool file_is_there(const char *folder, const char *name)
{
    char path[4300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(path, F_OK) == 0;
}

static void id_make(struct key_public *key)
{
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, key->bytes, KEY_BYTES, NULL, 0);
    sodium_bin2hex(key->id, sizeof key->id, hash, (KEY_ID_BYTES - 1) / 2);
}

static bool secrets_write(const char *folder, unsigned char secrets[][KEY_BYTES], size_t count,
                          char error[KEYS_ERROR_BYTES])
{
    unsigned char public[1][KEY_BYTES];
    crypto_scalarmult_base(public[0], secrets[0]);
    return key_file_write(folder, SECRET, "Opens contact data: for steward-contact only. Newest first", secrets, count,
                          error) &&
           key_file_write(folder, PUBLIC, "Seals contact data: for steward-intake", public, 1, error);
}

static bool index_make(const char *folder, char error[KEYS_ERROR_BYTES])
{
    unsigned char index[1][KEY_BYTES];
    randombytes_buf(index[0], KEY_BYTES);
    bool written = key_file_write(folder, INDEX, "Finds equal phone numbers: never changes", index, 1, error);
    sodium_memzero(index, sizeof index);
    return written;
}

static bool pair_make(const char *folder, unsigned char secrets[][KEY_BYTES], size_t count,
                      char error[KEYS_ERROR_BYTES])
{
    unsigned char public[KEY_BYTES];
    crypto_box_keypair(public, secrets[0]);
    bool written = secrets_write(folder, secrets, count, error);
    sodium_memzero(secrets, count * KEY_BYTES);
    return written;
}

bool keys_make(const char *folder, char error[KEYS_ERROR_BYTES])
{
    unsigned char secrets[KEYS_MOST][KEY_BYTES];
    mkdir(folder, 0700); /* where it is there already or cannot be made, writing tells */
    if (!sodium_ready(error) || (!file_is_there(folder, INDEX) && !index_make(folder, error)))
        return false;
    if (!file_is_there(folder, SECRET))
        return pair_make(folder, secrets, 1, error);
    if (file_is_there(folder, PUBLIC))
        return true;
    size_t count = key_file_read(folder, SECRET, secrets, KEYS_MOST, error);
    return count && secrets_write(folder, secrets, count, error);
}

bool keys_renew(const char *folder, char error[KEYS_ERROR_BYTES])
{
    unsigned char secrets[2][KEY_BYTES];
    return sodium_ready(error) && key_file_read(folder, SECRET, &secrets[1], 1, error) &&
           pair_make(folder, secrets, 2, error);
}

bool keys_public_read(const char *folder, struct key_public *out, char error[KEYS_ERROR_BYTES])
{
    if (!sodium_ready(error) || !key_file_read(folder, PUBLIC, &out->bytes, 1, error))
        return false;
    id_make(out);
    return true;
}

bool keys_index_read(const char *folder, unsigned char out[KEY_BYTES], char error[KEYS_ERROR_BYTES])
{
    return sodium_ready(error) && key_file_read(folder, INDEX, (unsigned char(*)[KEY_BYTES])out, 1, error) > 0;
}

size_t keys_secret_read(const char *folder, struct key_secret out[KEYS_MOST], char error[KEYS_ERROR_BYTES])
{
    unsigned char secrets[KEYS_MOST][KEY_BYTES];
    size_t count = sodium_ready(error) ? key_file_read(folder, SECRET, secrets, KEYS_MOST, error) : 0;
    for (size_t i = 0; i < count; i++) {
        memcpy(out[i].bytes, secrets[i], KEY_BYTES);
        crypto_scalarmult_base(out[i].of.bytes, secrets[i]);
        id_make(&out[i].of);
    }
    sodium_memzero(secrets, sizeof secrets);
    return count;
}
