/* Texts as a terminal shows them: Chinese characters are two columns wide, and nothing that users wrote may steer the
 * terminal. */
#ifndef SERVICES_CTL_TEXT_H
#define SERVICES_CTL_TEXT_H

#include <stddef.h>

/* Columns that the UTF-8 text takes; control characters and stray bytes count as one. */
int text_width(const char *text);

/* Copies `text` into `out`, at most `columns` wide (0: any width) and `size` bytes: what is cut off ends in "…", and
 * control characters and stray bytes become spaces. Returns out. */
char *text_clip(char *out, size_t size, const char *text, int columns);

/* The byte length of the longest beginning of `text` that has at most `most` bytes and ends between characters. */
size_t text_fit(const char *text, size_t most);

#endif
