/* Building and writing JSON trees.
 *
 * The YAML is the block style that people write by hand; every text is quoted as in JSON, which YAML takes as it is,
 * so that no text can be read as a number, a boolean or a date.
 */
#include "proto/generate/document.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "proto/generate/tables.h"

void member_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        abort();
}

void element_add(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        abort();
}

json_t *reference_new(const char *format, ...)
{
    char target[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(target, sizeof target, format, arguments);
    va_end(arguments);
    if (length < 0 || length >= (int)sizeof target)
        abort();
    return json_pack("{s:s}", "$ref", target);
}

json_t *number_new(double value)
{
    json_int_t whole = (json_int_t)value;
    return (double)whole == value ? json_integer(whole) : json_real(value);
}

void message_key(const struct message *message, char out[MESSAGE_KEY_BYTES])
{
    const char *name = strchr(message->name, '*') ? message->id : message->name;
    if (snprintf(out, MESSAGE_KEY_BYTES, "%s.%s", name, kind_name(message->kind)) >= MESSAGE_KEY_BYTES)
        abort();
}

void document_write_json(const json_t *document, FILE *out)
{
    if (json_dumpf(document, out, JSON_INDENT(2)) != 0)
        abort();
    fputc('\n', out);
}

static bool value_is_block(const json_t *value)
{
    return (json_is_object(value) && json_object_size(value)) || (json_is_array(value) && json_array_size(value));
}

static void scalar_write(const json_t *value, FILE *out)
{
    if (json_dumpf(value, out, JSON_ENCODE_ANY) != 0)
        abort();
    fputc('\n', out);
}

static void key_write(const char *key, FILE *out)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.$";
    fprintf(out, key[strspn(key, plain)] ? "\"%s\":" : "%s:", key);
}

static void block_write(const json_t *block, int indent, bool inline_first, FILE *out);

static void value_write(const json_t *value, int indent, FILE *out)
{
    if (value_is_block(value)) {
        fputc('\n', out);
        block_write(value, indent, false, out);
    } else {
        fputc(' ', out);
        scalar_write(value, out);
    }
}

static void list_write(const json_t *list, int indent, FILE *out)
{
    size_t i;
    json_t *element;
    json_array_foreach(list, i, element)
    {
        fprintf(out, "%*s- ", indent, "");
        if (value_is_block(element))
            block_write(element, indent + 2, true, out);
        else
            scalar_write(element, out);
    }
}

/* `inline_first`: the first member goes on the line of the dash before it. */
static void block_write(const json_t *block, int indent, bool inline_first, FILE *out)
{
    if (json_is_array(block)) {
        list_write(block, indent, out);
        return;
    }
    json_t *members = json_deep_copy(block); /* the walk of jansson takes no constant */
    int skip = inline_first ? 0 : indent;
    const char *key;
    json_t *value;
    json_object_foreach(members, key, value)
    {
        fprintf(out, "%*s", skip, "");
        skip = indent;
        key_write(key, out);
        value_write(value, indent + 2, out);
    }
    json_decref(members);
}

void document_write_yaml(const json_t *document, FILE *out)
{
    block_write(document, 0, false, out);
}
