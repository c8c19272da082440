/* Allocation that aborts instead of failing. */
#include "common/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"

void *memory_new(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        log_abort("out of memory bytes=%zu", count * size);
    return memory;
}

void *memory_resize(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        log_abort("allocation too large count=%zu size=%zu", count, size);
    void *memory = realloc(old, count && size ? count * size : 1);
    if (!memory)
        log_abort("out of memory bytes=%zu", count * size);
    return memory;
}

void memory_reserve(void **array, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return;
    size_t larger = *capacity ? *capacity : 16;
    while (larger < needed)
        larger *= 2;
    *array = memory_resize(*array, larger, size);
    *capacity = larger;
}

char *memory_text(const char *text, size_t length)
{
    char *copy = memory_resize(NULL, length + 1, 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
