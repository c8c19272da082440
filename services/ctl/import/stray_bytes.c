/* Valid sequences are copied, every other byte is treated by itself: a text may be UTF-8 with a few stray bytes in it.
 */
#include "services/ctl/import/stray_bytes.h"

#include <stdint.h>
#include <string.h>

#include "common/base/utf8.h"

enum { REPLACEMENT = 0xfffd };

/* 0x80 … 0x9f of windows-1252 (WHATWG Encoding, index windows-1252); from 0xa0 on it is Unicode. */
static const uint16_t windows_1252[32] = {
    0x20ac, REPLACEMENT, 0x201a,      0x0192, 0x201e,      0x2026,      0x2020, 0x2021,      0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152,      REPLACEMENT, 0x017d, REPLACEMENT, REPLACEMENT, 0x2018, 0x2019,      0x201c, 0x201d, 0x2022,
    0x2013, 0x2014,      0x02dc,      0x2122, 0x0161,      0x203a,      0x0153, REPLACEMENT, 0x017e, 0x0178,
};

/* Bytes of the valid sequence that begins here, 0 where none does. */
static size_t sequence_length(const char *text, size_t left)
{
    unsigned char first = (unsigned char)text[0];
    size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first == 0)
        return 1;
    return length <= left && utf8_valid(text, length) ? length : 0;
}

/* Characters of the Basic Multilingual Plane from U+0080 on. */
static size_t character_write(char *out, unsigned character)
{
    if (character < 0x800) {
        out[0] = (char)(0xc0 | character >> 6);
        out[1] = (char)(0x80 | (character & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | character >> 12);
    out[1] = (char)(0x80 | (character >> 6 & 0x3f));
    out[2] = (char)(0x80 | (character & 0x3f));
    return 3;
}

static size_t stray_write(char *out, unsigned char byte, enum stray_rule rule)
{
    unsigned character = REPLACEMENT;
    if (rule == STRAY_WINDOWS_1252)
        character = byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
    return character_write(out, character);
}

/* One ASCII character; nothing for NUL. */
static size_t ascii_write(char *out, char character, bool one_line)
{
    bool kept = !one_line && (character == '\n' || character == '\t');
    bool control = (unsigned char)character < 0x20 || character == 0x7f;
    *out = control && !kept ? ' ' : character;
    return character ? 1 : 0;
}

static bool is_space(char character)
{
    return character == ' ' || character == '\n' || character == '\t';
}

static size_t ends_trim(char *text, size_t length)
{
    size_t first = 0;
    while (length > 0 && is_space(text[length - 1]))
        length--;
    while (first < length && is_space(text[first]))
        first++;
    memmove(text, text + first, length - first);
    text[length - first] = '\0';
    return length - first;
}

long text_clean(const char *text, size_t length, enum stray_rule rule, bool one_line, char *out, size_t *at)
{
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        size_t sequence = sequence_length(text + i, length - i);
        if (sequence == 0 && rule == STRAY_REJECT) {
            *at = i;
            return -1;
        }
        if (sequence == 0) {
            used += stray_write(out + used, (unsigned char)text[i], rule);
        } else if (sequence == 1) {
            used += ascii_write(out + used, text[i], one_line);
        } else {
            memcpy(out + used, text + i, sequence);
            used += sequence;
        }
        i += sequence ? sequence : 1;
    }
    return (long)ends_trim(out, used);
}
