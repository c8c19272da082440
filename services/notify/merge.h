/* Several texts as one message, as far as they fit. Pure. */
#ifndef SERVICES_NOTIFY_MERGE_H
#define SERVICES_NOTIFY_MERGE_H

#include <stddef.h>

/* The longest beginning of `text` that has at most `most` bytes and ends between two characters of UTF-8. */
size_t text_cut(const char *text, size_t length, size_t most);

/* Puts the first texts into one of at most `most` bytes (16 at least): one by itself as it is, several numbered, a line
 * each. *taken says how many; a text that alone is too long is cut and ends in "…". Text of a given number of texts is
 * always the same, also where more were offered. Returns it; free() it. */
char *texts_merge(const char *const *texts, size_t count, size_t most, size_t *taken);

#endif
