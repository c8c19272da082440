/* The list of faults of a pack. */
#include "common/city/fault.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

enum { MESSAGE_BYTES = 1024 };

void pack_faults_add(struct pack_faults *faults, const char *file, int line, const char *field, const char *format, ...)
{
    if (faults->count >= PACK_FAULTS_MOST) {
        faults->more++;
        return;
    }
    char message[MESSAGE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    memory_reserve((void **)&faults->items, &faults->capacity, faults->count + 1, sizeof *faults->items);
    faults->items[faults->count++] =
        (struct pack_fault){memory_text(file, strlen(file)), line, memory_text(field, strlen(field)),
                            memory_text(message, strlen(message))};
}

static int fault_compare(const void *left, const void *right)
{
    const struct pack_fault *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = strcmp(a->field, b->field);
    return order ? order : strcmp(a->message, b->message);
}

void pack_faults_sort(struct pack_faults *faults)
{
    if (faults->count)
        qsort(faults->items, faults->count, sizeof *faults->items, fault_compare);
}

void pack_faults_print(const struct pack_faults *faults, FILE *out)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct pack_fault *fault = &faults->items[i];
        fprintf(out, "%s:", fault->file);
        if (fault->line)
            fprintf(out, "%d:", fault->line);
        if (*fault->field)
            fprintf(out, " %s:", fault->field);
        fprintf(out, " %s\n", fault->message);
    }
    if (faults->more)
        fprintf(out, "and %zu more\n", faults->more);
}

void pack_faults_clear(struct pack_faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        free(faults->items[i].file);
        free(faults->items[i].field);
        free(faults->items[i].message);
    }
    free(faults->items);
    *faults = (struct pack_faults){0};
}

const char *fault_quote(const char *text, size_t length, char out[FAULT_QUOTE_BYTES])
{
    enum { ROOM = FAULT_QUOTE_BYTES - 16 }; /* for one escape, the rest of a character, and the end */
    size_t used = 0, at = 0;
    out[used++] = '"';
    while (at < length && (used < ROOM || ((unsigned char)text[at] & 0xc0) == 0x80)) {
        unsigned char byte = (unsigned char)text[at++];
        if (byte < 0x20 || byte == 0x7f)
            used += (size_t)snprintf(out + used, 5, "\\x%02x", byte);
        else
            out[used++] = (char)byte;
        if (used >= FAULT_QUOTE_BYTES - 8)
            break;
    }
    snprintf(out + used, FAULT_QUOTE_BYTES - used, at < length ? "…\"" : "\"");
    return out;
}
