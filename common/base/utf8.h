/* UTF-8: is a text what PostgreSQL and every reader will take. */
#ifndef COMMON_BASE_UTF8_H
#define COMMON_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Are the bytes valid UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF) without NUL? */
bool utf8_valid(const char *text, size_t length);

#endif
