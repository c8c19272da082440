/* Names and numbers as they may stand on a screen: 张**, 138****1234. */
#ifndef COMMON_CONTACT_MASK_H
#define COMMON_CONTACT_MASK_H

#include <stddef.h>

enum { MASK_BYTES = 48 };

/* The first character and two stars. */
void mask_name(const char *name, char out[MASK_BYTES]);

/* Of a number as phone_normalise makes it: the first three digits (without +86) and the last four, of a short one only
 * the last two. */
void mask_phone(const char *phone, char out[MASK_BYTES]);

#endif
