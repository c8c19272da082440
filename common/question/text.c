#include "common/question/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

enum { NUMBER_MOST = 40, TEN = 10, CONTROL = 0x20, ESCAPED_MOST = 6 };

void text_begin(struct text *text)
{
    text->used = 0;
}

void text_clear(struct text *text)
{
    free(text->bytes);
    *text = (struct text){0};
}

static void bytes_add(struct text *text, const char *bytes, size_t length)
{
    memory_reserve((void **)&text->bytes, &text->capacity, text->used + length, 1);
    memcpy(text->bytes + text->used, bytes, length);
    text->used += length;
}

/* What is the first of its object or array, or has a name, needs no comma. */
static void comma_add(struct text *text)
{
    char last = text->used ? text->bytes[text->used - 1] : '[';
    if (last != '{' && last != '[' && last != ':')
        bytes_add(text, ",", 1);
}

void text_open(struct text *text, char bracket)
{
    comma_add(text);
    bytes_add(text, &bracket, 1);
}

void text_close(struct text *text, char bracket)
{
    bytes_add(text, &bracket, 1);
}

void text_name(struct text *text, const char *name)
{
    comma_add(text);
    bytes_add(text, "\"", 1);
    bytes_add(text, name, strlen(name));
    bytes_add(text, "\":", 2);
}

void text_null(struct text *text)
{
    comma_add(text);
    bytes_add(text, "null", 4);
}

void text_integer(struct text *text, int64_t number)
{
    char digits[NUMBER_MOST];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % TEN);
        left /= TEN;
    } while (left);
    if (number < 0)
        digits[--at] = '-';
    comma_add(text);
    bytes_add(text, digits + at, sizeof digits - at);
}

void text_real(struct text *text, double number)
{
    char digits[NUMBER_MOST];
    int length = snprintf(digits, sizeof digits, "%.9g", round(number * 1e6) / 1e6);
    comma_add(text);
    bytes_add(text, digits, (size_t)length);
    if (!strpbrk(digits, ".e"))
        bytes_add(text, ".0", 2);
}

void text_string(struct text *text, const char *utf8)
{
    comma_add(text);
    bytes_add(text, "\"", 1);
    for (const char *at = utf8; *at;) {
        size_t plain = 0;
        while ((unsigned char)at[plain] >= CONTROL && at[plain] != '"' && at[plain] != '\\')
            plain++;
        bytes_add(text, at, plain);
        at += plain;
        if (!*at)
            break;
        char escaped[ESCAPED_MOST + 1];
        int length = (unsigned char)*at < CONTROL ? snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)*at)
                                                  : snprintf(escaped, sizeof escaped, "\\%c", *at);
        bytes_add(text, escaped, (size_t)length);
        at++;
    }
    bytes_add(text, "\"", 1);
}
