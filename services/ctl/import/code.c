/* Names are many-worded, codes are short: see code.h. */
#include "services/ctl/import/code.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { HASH_DIGITS = 8 };

/* FNV-1a; the names are told apart by their NULs. */
static uint32_t hash_add(uint32_t hash, const char *name)
{
    const char *end = name + strlen(name) + 1;
    for (; name < end; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash;
}

static bool is_letter_or_digit(char character)
{
    return isascii((unsigned char)character) && isalnum((unsigned char)character);
}

/* Appends one name; *used counts on where there is no more room. */
static void name_append(char out[CODE_ROOM], size_t *used, const char *name)
{
    bool hyphen = false, begun = false;
    for (; *name; name++) {
        if (!is_letter_or_digit(*name)) {
            hyphen = begun;
            continue;
        }
        if (hyphen && (*used)++ < CODE_ROOM - 1)
            out[*used - 1] = '-';
        if ((*used)++ < CODE_ROOM - 1)
            out[*used - 1] = (char)tolower((unsigned char)*name);
        hyphen = false;
        begun = true;
    }
}

void code_of_path(char out[CODE_ROOM], const char *const *names, int count, size_t most)
{
    size_t used = 0;
    bool hashed = false;
    uint32_t hash = 2166136261U;
    for (int i = 0; i < count; i++) {
        if (i && used++ < CODE_ROOM - 1)
            out[used - 1] = '.';
        name_append(out, &used, names[i]);
        hash = hash_add(hash, names[i]);
        for (const char *byte = names[i]; *byte; byte++)
            hashed |= !isascii((unsigned char)*byte);
    }
    if (hashed || used == 0 || used > most) {
        used = used > most - HASH_DIGITS - 1 ? most - HASH_DIGITS - 1 : used;
        snprintf(out + used, CODE_ROOM - used, "-%08x", hash);
        used += HASH_DIGITS + 1;
    }
    out[used] = '\0';
}

void code_of_name(char out[CODE_ROOM], const char *name, size_t most)
{
    size_t length = strlen(name);
    bool fits = length >= 1 && length <= most;
    for (size_t i = 0; i < length && fits; i++)
        fits = is_letter_or_digit(name[i]) || strchr("._-", name[i]);
    if (fits)
        memcpy(out, name, length + 1);
    else
        code_of_path(out, &name, 1, most);
}
