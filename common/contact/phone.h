/* Telephone numbers in one form, so that the same number typed in two ways is the same: "+8613812345678", with an
 * extension "+865507021234;ext=801" (RFC 3966). */
#ifndef COMMON_CONTACT_PHONE_H
#define COMMON_CONTACT_PHONE_H

#include <stdbool.h>
#include <stddef.h>

enum { PHONE_BYTES = 64 };

/* What phone_normalise takes, for whoever is told that a number is none. */
#define PHONE_EXPECTED                                                                                                 \
    "a mobile number of 11 digits, a landline number with its area code (0550-7021234), or + and a country code"

/* Takes mainland China's mobile, landline, 400 and 800 numbers with or without +86, and others with + or 00 and their
 * country code; spaces, hyphens, dots, brackets and full-width characters are understood, an extension follows x, ext,
 * # or 转. False where it is no such number. */
bool phone_normalise(const char *text, size_t length, char out[PHONE_BYTES]);

#endif
