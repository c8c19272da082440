/* Text → plain digits → what kind of number they are. Numbering: GB/T 15279 and the ministry's plan of 2017 for the
 * mainland (mobile 1[3-9] and nine digits; area codes 10, 2x and [3-9]xx with seven or eight digits), E.164 for others.
 */
#include "common/contact/phone.h"

#include <stdio.h>
#include <string.h>

enum { DIGITS_MOST = 15, EXTENSION_MOST = 6 };

/* What was typed, without its separators. */
struct dialled {
    bool plus;
    char digits[DIGITS_MOST + 8], extension[EXTENSION_MOST + 1];
    size_t count, extension_count;
};

/* The next character as ASCII: full-width forms (U+FF01 … U+FF5E) are taken as what they show; 0 for another. */
static char character_next(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *p = *at;
    if (p[0] < 0x80) {
        *at = p + 1;
        return (char)p[0];
    }
    if (end - p < 3)
        return 0;
    *at = p + 3;
    unsigned code = ((p[0] & 0x0FU) << 12) | ((p[1] & 0x3FU) << 6) | (p[2] & 0x3FU);
    if (code >= 0xFF01 && code <= 0xFF5E)
        return (char)(code - 0xFF01 + '!');
    if (code == 0x8F6C) /* 转: through to an extension */
        return '#';
    if (code == 0x3000) /* ideographic space */
        return ' ';
    return code >= 0x2010 && code <= 0x2015 ? '-' : 0; /* hyphens and dashes */
}

static bool digit_add(struct dialled *dialled, char digit, bool extension)
{
    if (extension) {
        if (dialled->extension_count == EXTENSION_MOST)
            return false;
        dialled->extension[dialled->extension_count++] = digit;
        return true;
    }
    if (dialled->count == DIGITS_MOST + 4)
        return false;
    dialled->digits[dialled->count++] = digit;
    return true;
}

static bool extension_begins(const unsigned char **at, const unsigned char *end, char character)
{
    if (character == '#' || character == 'x' || character == 'X')
        return true;
    if ((character != 'e' && character != 'E') || end - *at < 2 || ((*at)[0] | 0x20) != 'x' || ((*at)[1] | 0x20) != 't')
        return false;
    *at += 2;
    return true;
}

static bool dialled_read(const char *text, size_t length, struct dialled *out)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    bool extension = false;
    while (at < end) {
        char character = character_next(&at, end);
        if (character >= '0' && character <= '9') {
            if (!digit_add(out, character, extension))
                return false;
        } else if (character == '+' && !out->plus && !out->count) {
            out->plus = true;
        } else if (!extension && out->count && extension_begins(&at, end, character)) {
            extension = true;
        } else if (!character || !strchr(" -.()/", character)) {
            return false;
        }
    }
    return out->count > 0 && (!extension || out->extension_count > 0);
}

/* A number of the mainland as it is after +86. */
static bool mainland_is(const char *digits, size_t count)
{
    if (count == 11)
        return (digits[0] == '1' && digits[1] >= '3') || (digits[0] >= '3' && digits[0] <= '9');
    if (count == 10 && digits[0] == '1') /* Beijing */
        return digits[1] == '0' && digits[2] >= '2';
    return count == 10 && digits[0] >= '2';
}

/* As dialled within the mainland: what stands after +86, or NULL. */
static const char *mainland_part(const char *digits, size_t count)
{
    if (count == 11 && digits[0] == '1' && digits[1] >= '3')
        return digits;
    if (count == 10 && (strncmp(digits, "400", 3) == 0 || strncmp(digits, "800", 3) == 0))
        return digits;
    if ((count == 11 || count == 12) && digits[0] == '0' && digits[1] != '0' && mainland_is(digits + 1, count - 1))
        return digits + 1;
    if ((count == 12 || count == 13) && strncmp(digits, "86", 2) == 0 && mainland_is(digits + 2, count - 2))
        return digits + 2;
    return NULL;
}

/* With a country code: what stands after +, or NULL. */
static const char *country_part(const char *digits, size_t count)
{
    if (count < 8 || count > DIGITS_MOST || digits[0] == '0')
        return NULL;
    if (strncmp(digits, "86", 2) == 0 && !mainland_is(digits + 2, count - 2))
        return NULL;
    return digits;
}

bool phone_normalise(const char *text, size_t length, char out[PHONE_BYTES])
{
    struct dialled dialled = {0};
    const char *part, *country = "";
    if (!dialled_read(text, length, &dialled))
        return false;
    if (dialled.plus) {
        part = country_part(dialled.digits, dialled.count);
    } else if (strncmp(dialled.digits, "00", 2) == 0) {
        part = country_part(dialled.digits + 2, dialled.count - 2);
    } else {
        part = mainland_part(dialled.digits, dialled.count);
        country = "86";
    }
    if (!part)
        return false;
    snprintf(out, PHONE_BYTES, "+%s%s%s%s", country, part, dialled.extension_count ? ";ext=" : "", dialled.extension);
    return true;
}
