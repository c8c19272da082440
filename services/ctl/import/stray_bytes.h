/* Texts of another system as Steward takes them: valid UTF-8, without NUL and control characters. */
#ifndef SERVICES_CTL_IMPORT_STRAY_BYTES_H
#define SERVICES_CTL_IMPORT_STRAY_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* What becomes of a byte that is no part of valid UTF-8. */
enum stray_rule {
    STRAY_WINDOWS_1252 = 1, /* the character that it is in windows-1252; U+FFFD where it is none there */
    STRAY_REPLACE = 2,      /* U+FFFD, the replacement character */
    STRAY_REJECT = 3,       /* the row is rejected */
};

/* Copies `length` bytes to `out`, which has room for STRAY_ROOM (length), with a NUL behind them. NUL bytes go; other
 * control characters become spaces, but line feeds and tabs stay unless the text is to be one line; spaces at both ends
 * go. Returns the length, or -1 where the rule is to reject: *at is then the first stray byte's place. */
long text_clean(const char *text, size_t length, enum stray_rule rule, bool one_line, char *out, size_t *at);

#define STRAY_ROOM(length) (3 * (length) + 1)

#endif
