/* HMAC-SHA256 in the three ways in which the makers use it. */
#include "services/notify/sign.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { SECRET_BYTES_MOST = 512, WEBHOOK_SECRET_LEAST = 16 };

#define HMAC_BYTES crypto_auth_hmacsha256_BYTES

_Static_assert(sodium_base64_ENCODED_LEN(HMAC_BYTES, sodium_base64_VARIANT_ORIGINAL) * 3 < SIGN_BYTES,
               "room for a signature in which each character is percent-encoded");

static void field_hash(crypto_hash_sha256_state *state, const char *text)
{
    crypto_hash_sha256_update(state, (const unsigned char *)text, strlen(text) + 1); /* its NUL ends it */
}

void effect_key(const char *city, const char *what, const char *channel, const char *recipient,
                char out[EFFECT_KEY_BYTES])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    field_hash(&state, city);
    field_hash(&state, what);
    field_hash(&state, channel);
    field_hash(&state, recipient);
    crypto_hash_sha256_final(&state, hash);
    memcpy(out, "stw_", sizeof "stw_");
    sodium_bin2hex(out + 4, EFFECT_KEY_BYTES - 4, hash, 16);
}

static void base64_write(const unsigned char *bytes, size_t length, char out[SIGN_BYTES])
{
    sodium_bin2base64(out, SIGN_BYTES, bytes, length, sodium_base64_VARIANT_ORIGINAL);
}

void percent_encode(const char *text, char *out, size_t size)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    size_t used = strlen(out);
    for (; *text && used + 4 <= size; text++) {
        bool same = strchr(plain, *text) != NULL;
        used += (size_t)snprintf(out + used, size - used, same ? "%c" : "%%%02X", (unsigned char)*text);
    }
}

void sign_dingtalk(const char *secret, int64_t milliseconds, char out[SIGN_BYTES])
{
    unsigned char mac[HMAC_BYTES];
    char message[SECRET_BYTES_MOST + 32], text[SIGN_BYTES];
    crypto_auth_hmacsha256_state state;
    int length = snprintf(message, sizeof message, "%" PRId64 "\n%.*s", milliseconds, SECRET_BYTES_MOST, secret);
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret, strlen(secret));
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)message, (unsigned long long)length);
    crypto_auth_hmacsha256_final(&state, mac);
    base64_write(mac, sizeof mac, text);
    out[0] = '\0';
    percent_encode(text, out, SIGN_BYTES);
    sodium_memzero(message, sizeof message);
}

/* Time and secret are the key here, and the message is empty. */
void sign_feishu(const char *secret, int64_t seconds, char out[SIGN_BYTES])
{
    unsigned char mac[HMAC_BYTES];
    char key[SECRET_BYTES_MOST + 32];
    crypto_auth_hmacsha256_state state;
    int length = snprintf(key, sizeof key, "%" PRId64 "\n%.*s", seconds, SECRET_BYTES_MOST, secret);
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, (size_t)length);
    crypto_auth_hmacsha256_final(&state, mac);
    base64_write(mac, sizeof mac, out);
    sodium_memzero(key, sizeof key);
}

bool sign_webhook(const char *secret, const char *id, int64_t seconds, const char *body, size_t length,
                  char out[SIGN_BYTES])
{
    static const char prefix[] = "whsec_";
    unsigned char key[SECRET_BYTES_MOST], mac[HMAC_BYTES];
    size_t size = 0;
    char head[128];
    crypto_auth_hmacsha256_state state;
    const char *text = strncmp(secret, prefix, strlen(prefix)) == 0 ? secret + strlen(prefix) : NULL;
    if (!text ||
        sodium_base642bin(key, sizeof key, text, strlen(text), NULL, &size, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
        return false;
    if (size < WEBHOOK_SECRET_LEAST)
        return false;
    int used = snprintf(head, sizeof head, "%.80s.%" PRId64 ".", id, seconds);
    crypto_auth_hmacsha256_init(&state, key, size);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)head, (unsigned long long)used);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)body, length);
    crypto_auth_hmacsha256_final(&state, mac);
    memcpy(out, "v1,", sizeof "v1,");
    sodium_bin2base64(out + 3, SIGN_BYTES - 3, mac, sizeof mac, sodium_base64_VARIANT_ORIGINAL);
    sodium_memzero(key, sizeof key);
    return true;
}
