#include "common/contact/phone_index.h"

#include <sodium.h>
#include <stdio.h>

void phone_index(const unsigned char key[KEY_BYTES], int32_t city_id, const char *phone,
                 unsigned char out[PHONE_INDEX_BYTES])
{
    char text[80];
    int length = snprintf(text, sizeof text, "phone %d %s", city_id, phone);
    crypto_generichash(out, PHONE_INDEX_BYTES, (const unsigned char *)text, (unsigned long long)length, key, KEY_BYTES);
    sodium_memzero(text, sizeof text);
}
