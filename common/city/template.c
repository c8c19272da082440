/* One walk over the text: literal pieces and fields in turn. */
#include "common/city/template.h"

#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"

static const char *const names[TEMPLATE_FIELDS] = {
    [TEMPLATE_CITY] = "city",
    [TEMPLATE_EVENT] = "event",
    [TEMPLATE_TICKET] = "ticket",
    [TEMPLATE_TITLE] = "title",
    [TEMPLATE_ADDRESS] = "address",
    [TEMPLATE_CATEGORY] = "category",
    [TEMPLATE_AREA] = "area",
    [TEMPLATE_ORGANISATION] = "organisation",
    [TEMPLATE_ACTOR] = "actor",
    [TEMPLATE_STATE] = "state",
    [TEMPLATE_AT] = "at",
    [TEMPLATE_DUE] = "due",
    [TEMPLATE_LEFT] = "left",
    [TEMPLATE_REASON] = "reason",
    [TEMPLATE_STEP] = "step",
    [TEMPLATE_CLOCK] = "clock",
    [TEMPLATE_DIFFERENCES] = "differences",
    [TEMPLATE_CELLS] = "cells",
    [TEMPLATE_DATE] = "date",
    [TEMPLATE_COUNT] = "count",
};

enum piece_kind { PIECE_END, PIECE_TEXT, PIECE_FIELD, PIECE_UNKNOWN, PIECE_OPEN, PIECE_STRAY };

struct piece {
    enum piece_kind kind;
    const char *text; /* of what is literal, or the name of the field */
    size_t length;
    int field;
};

static int field_of(const char *name, size_t length)
{
    for (int i = 0; i < TEMPLATE_FIELDS; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return i;
    return -1;
}

static struct piece field_next(const char **at)
{
    const char *name = *at + 1, *end = strchr(name, '}');
    if (!end)
        return (struct piece){PIECE_OPEN, *at, strlen(*at), -1};
    struct piece piece = {PIECE_FIELD, name, (size_t)(end - name), field_of(name, (size_t)(end - name))};
    if (piece.field < 0)
        piece.kind = PIECE_UNKNOWN;
    *at = end + 1;
    return piece;
}

/* The next piece; moves *at behind it. */
static struct piece piece_next(const char **at)
{
    const char *text = *at;
    if (!*text)
        return (struct piece){PIECE_END, text, 0, -1};
    if ((text[0] == '{' || text[0] == '}') && text[1] == text[0]) {
        *at = text + 2;
        return (struct piece){PIECE_TEXT, text, 1, -1};
    }
    if (*text == '{')
        return field_next(at);
    if (*text == '}')
        return (struct piece){PIECE_STRAY, text, 1, -1};
    size_t length = strcspn(text, "{}");
    *at = text + length;
    return (struct piece){PIECE_TEXT, text, length, -1};
}

const char *template_names(unsigned fields, char *out, size_t size)
{
    size_t used = 0;
    *out = '\0';
    for (int i = 0; i < TEMPLATE_FIELDS && used < size; i++)
        if (fields & 1u << i)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", names[i]);
    return out;
}

const char *template_check(const char *text, unsigned fields, char *fault, size_t size)
{
    char known[256];
    for (;;) {
        struct piece piece = piece_next(&text);
        if (piece.kind == PIECE_END)
            return NULL;
        if (piece.kind == PIECE_UNKNOWN || (piece.kind == PIECE_FIELD && !(fields & 1u << piece.field))) {
            snprintf(fault, size, "has the unknown field {%.*s}, expected one of %s",
                     (int)(piece.length < 40 ? piece.length : 40), piece.text,
                     template_names(fields, known, sizeof known));
            return fault;
        }
        if (piece.kind == PIECE_OPEN || piece.kind == PIECE_STRAY) {
            snprintf(fault, size, "has a %s without its other half, expected {field}, or {{ and }} for braces",
                     piece.kind == PIECE_OPEN ? "{" : "}");
            return fault;
        }
    }
}

/* Appends a value without what is no part of a line. */
static size_t value_put(char *out, const char *value)
{
    size_t length = strlen(value);
    for (size_t i = 0; i < length; i++)
        out[i] = (unsigned char)value[i] < ' ' || value[i] == 0x7f ? ' ' : value[i];
    return length;
}

char *template_fill(const char *text, const char *const values[TEMPLATE_FIELDS])
{
    char *out = NULL;
    size_t used = 0, capacity = 0;
    struct piece piece;
    while ((piece = piece_next(&text)).kind == PIECE_TEXT || piece.kind == PIECE_FIELD) {
        const char *value = piece.kind == PIECE_FIELD && values[piece.field] ? values[piece.field] : "";
        size_t length = piece.kind == PIECE_TEXT ? piece.length : strlen(value);
        memory_reserve((void **)&out, &capacity, used + length + 1, 1);
        if (piece.kind == PIECE_TEXT)
            memcpy(out + used, piece.text, length);
        else
            value_put(out + used, value);
        used += length;
    }
    memory_reserve((void **)&out, &capacity, used + 1, 1);
    out[used] = '\0';
    return out;
}
