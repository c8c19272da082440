/* Memory that is there or the process ends: a worker that cannot allocate a few bytes has nothing better to do. */
#ifndef COMMON_BASE_MEMORY_H
#define COMMON_BASE_MEMORY_H

#include <stddef.h>

/* Zeroed memory for `count` things of `size` bytes; free() it. */
void *memory_new(size_t count, size_t size);

/* Grows or shrinks `old` (or NULL) to `count` things of `size` bytes; what is new is not zeroed. */
void *memory_resize(void *old, size_t count, size_t size);

/* Makes room for at least `needed` things of `size` bytes in *array, doubling; *capacity is in things. */
void memory_reserve(void **array, size_t *capacity, size_t needed, size_t size);

/* A copy of `length` bytes with a NUL after them; free() it. */
char *memory_text(const char *text, size_t length);

#endif
