/* Blind indices of telephone numbers. */
#ifndef COMMON_CONTACT_PHONE_INDEX_H
#define COMMON_CONTACT_PHONE_INDEX_H

#include <stdint.h>

#include "common/contact/keys.h"

enum { PHONE_INDEX_BYTES = 16 };

/* The same for the same number of a city (`phone` as phone_normalise makes it), and of no use to whoever does not have
 * the index key. Keyed BLAKE2b. */
void phone_index(const unsigned char key[KEY_BYTES], int32_t city_id, const char *phone,
                 unsigned char out[PHONE_INDEX_BYTES]);

#endif
