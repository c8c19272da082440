/* The types of fields, each with its check and what it tells of a fault. */
#include "common/city/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/base/utf8.h"
#include "common/time/date.h"

enum { FIELD_PATH_BYTES = PLACE_PATH_BYTES + 64, NUMBER_DIGITS_MOST = 9, NAMES_BYTES = 400, PLACE_PATH_OVER_MOST = 56 };

struct place place_of_entry(const struct place *over, const char *name, int number)
{
    struct place place = {over->faults, over->file, ""};
    snprintf(place.path, sizeof place.path, "%.*s%s%.24s[%d]", PLACE_PATH_OVER_MOST, over->path, *over->path ? "." : "",
             name, number + 1);
    return place;
}

struct place place_within(const struct place *outer, const char *name)
{
    struct place place = {outer->faults, outer->file, ""};
    snprintf(place.path, sizeof place.path, "%.*s%s%.32s", PLACE_PATH_OVER_MOST, outer->path, *outer->path ? "." : "",
             name);
    return place;
}

void place_fault(const struct place *place, int line, const char *field, const char *format, ...)
{
    char path[FIELD_PATH_BYTES], message[640];
    snprintf(path, sizeof path, "%s%s%s", place->path, *place->path && *field ? "." : "", field);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    pack_faults_add(place->faults, place->file, line, path, "%s", message);
}

static bool code_valid(const char *text, size_t length, int most)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (length < 1 || length > (size_t)most)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!memchr(allowed, text[i], sizeof allowed - 1))
            return false;
    return true;
}

/* C0, DEL and C1: what could steer a terminal. */
static bool text_has_control(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x20 || byte == 0x7f)
            return true;
        if (byte == 0xc2 && i + 1 < length && (unsigned char)text[i + 1] < 0xa0)
            return true;
    }
    return false;
}

static const char *text_fault(const char *text, size_t length, int most)
{
    if (!length)
        return "is empty, expected a text";
    if (length > (size_t)most)
        return "is too long";
    if (!utf8_valid(text, length) || text_has_control(text, length))
        return "holds control characters, expected one line of text";
    return NULL;
}

/* Of several lines each is a text by itself; there may be empty ones. */
static bool lines_accept(const char *text, size_t length, int most)
{
    if (!length || length > (size_t)most || !utf8_valid(text, length))
        return false;
    for (const char *line = text, *end = text + length; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t size = (size_t)((stop ? stop : end) - line);
        if (text_has_control(line, size))
            return false;
        line += size + 1;
    }
    return true;
}

static bool count_parse(const char *text, size_t length, int most, int *out)
{
    int number = 0;
    if (length < 1 || length > NUMBER_DIGITS_MOST)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
    }
    *out = number;
    return number <= most;
}

/* "0", "1", "0.9", "0.9275": in parts of SHARE_ONE. */
static bool share_parse(const char *text, size_t length, int *out)
{
    int share = 0, unit = SHARE_ONE;
    if (length < 1 || length == 2 || length > sizeof "0.0000" - 1 || (length > 1 && text[1] != '.'))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (i == 1)
            continue;
        if (text[i] < '0' || text[i] > '9')
            return false;
        share += (text[i] - '0') * unit;
        unit /= 10;
    }
    *out = share;
    return share <= SHARE_ONE;
}

static void kinds_list(const struct kind *kinds, char *out, size_t size)
{
    size_t used = 0;
    for (const struct kind *kind = kinds; kind->name && used < size; kind++)
        if (kind->number)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", kind->name);
}

/* Tells what is wrong with a text of this field, and what was expected. */
static void text_refuse(const struct place *place, const struct node *node, const struct field *field)
{
    char quote[FAULT_QUOTE_BYTES], names[NAMES_BYTES] = "";
    const char *text = fault_quote(node->text, node->length, quote);
    const char *fault;
    switch (field->type) {
    case FIELD_CODE:
    case FIELD_TARGET:
        place_fault(place, node->line, field->name, "%s is not a code, expected 1 to %d characters A-Z a-z 0-9 . _ -%s",
                    text, field->most, field->type == FIELD_TARGET ? ", or \"*\"" : "");
        return;
    case FIELD_LIMIT:
        place_fault(place, node->line, field->name, "%s is not a limit, expected " LIMIT_EXPECTED, text);
        return;
    case FIELD_LIMIT_ANY:
        place_fault(place, node->line, field->name, "%s is not a limit, expected " LIMIT_EXPECTED_ANY, text);
        return;
    case FIELD_COUNT:
        place_fault(place, node->line, field->name, "%s is not a number from 0 to %d", text, field->most);
        return;
    case FIELD_DATE:
        place_fault(place, node->line, field->name, "%s is none, expected " DATE_EXPECTED, text);
        return;
    case FIELD_SHARE:
        place_fault(place, node->line, field->name, "%s is not a share, expected 0 to 1 with at most 4 decimals", text);
        return;
    case FIELD_KIND:
        kinds_list(field->kinds, names, sizeof names);
        place_fault(place, node->line, field->name, "%s is not known, expected one of %s", text, names);
        return;
    default:
        fault = text_fault(node->text, node->length, field->most);
        place_fault(place, node->line, field->name, "%s %s, at most %d bytes", text, fault ? fault : "", field->most);
    }
}

static bool text_accept(const struct node *node, const struct field *field, struct value *value)
{
    const char *text = node->text;
    size_t length = node->length;
    switch (field->type) {
    case FIELD_TARGET:
        return (length == 1 && *text == '*') || code_valid(text, length, field->most);
    case FIELD_CODE:
        return code_valid(text, length, field->most);
    case FIELD_LIMIT:
        return limit_parse(text, length, &value->limit) && value->limit.kind == LIMIT_CONTINUOUS;
    case FIELD_LIMIT_ANY:
        return limit_parse(text, length, &value->limit);
    case FIELD_COUNT:
        return count_parse(text, length, field->most, &value->number);
    case FIELD_DATE:
        return date_parse(text, length, &value->date);
    case FIELD_SHARE:
        return share_parse(text, length, &value->number);
    case FIELD_KIND:
        value->number = kind_number(field->kinds, text, length);
        return value->number != 0;
    case FIELD_LINES:
        return lines_accept(text, length, field->most);
    default:
        return !text_fault(text, length, field->most);
    }
}

static bool list_accept(const struct place *place, const struct node *node, const struct field *field,
                        struct value *value)
{
    for (const struct node *entry = node->first; entry; entry = entry->next)
        value->number++;
    if (value->number >= 1 && value->number <= field->most)
        return true;
    place_fault(place, node->line, field->name, "has %d entries, expected 1 to %d", value->number, field->most);
    return false;
}

static enum node_kind type_node(enum field_type type)
{
    return type == FIELD_LIST ? NODE_LIST : type == FIELD_MAP ? NODE_MAP : NODE_TEXT;
}

void value_read(const struct place *place, const struct node *node, const struct field *field, struct value *value)
{
    static const char *const names[] = {[NODE_TEXT] = "a text", [NODE_LIST] = "a list", [NODE_MAP] = "a mapping"};
    enum node_kind expected = type_node(field->type);
    *value = (struct value){.present = true, .text = node->text, .length = node->length};
    bool accepted = false;
    if (node->kind != expected) {
        place_fault(place, node->line, field->name, "is %s, expected %s", names[node->kind], names[expected]);
    } else if (expected == NODE_LIST) {
        accepted = list_accept(place, node, field, value);
    } else if (expected == NODE_TEXT) {
        accepted = text_accept(node, field, value);
        if (!accepted)
            text_refuse(place, node, field);
    } else {
        accepted = true;
    }
    if (accepted)
        value->node = node;
}

static void fields_list(const struct field *fields, int count, char *out, size_t size)
{
    size_t used = 0;
    for (int i = 0; i < count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", fields[i].name);
}

static void key_refuse(const struct place *place, const struct node *key, const struct field *fields, int count)
{
    char quote[FAULT_QUOTE_BYTES], names[NAMES_BYTES];
    fields_list(fields, count, names, sizeof names);
    place_fault(place, key->line, "", "unknown field %s, expected %s", fault_quote(key->text, key->length, quote),
                names);
}

static int field_find(const struct field *fields, int count, const struct node *key)
{
    for (int i = 0; i < count; i++)
        if (strlen(fields[i].name) == key->length && memcmp(fields[i].name, key->text, key->length) == 0)
            return i;
    return -1;
}

void record_read(const struct place *place, const struct node *map, const struct field *fields, int count,
                 struct value *values)
{
    int lines[RECORD_FIELDS_MOST] = {0}; /* where each field stood first */
    memset(values, 0, (size_t)count * sizeof *values);
    if (map->kind != NODE_MAP) {
        char names[NAMES_BYTES];
        fields_list(fields, count, names, sizeof names);
        place_fault(place, map->line, "", "is not a mapping, expected one of %s", names);
        return;
    }
    for (const struct node *entry = map->first; entry; entry = entry->next) {
        int i = field_find(fields, count, entry->key);
        if (i < 0) {
            key_refuse(place, entry->key, fields, count);
        } else if (lines[i]) {
            place_fault(place, entry->key->line, fields[i].name, "is there twice, first in line %d", lines[i]);
        } else {
            lines[i] = entry->key->line;
            value_read(place, entry, &fields[i], &values[i]);
        }
    }
    for (int i = 0; i < count; i++)
        if (fields[i].need == REQUIRED && !lines[i])
            place_fault(place, map->line, fields[i].name, "is missing");
}
