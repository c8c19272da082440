/* proto/schemas/: each message as JSON Schema, draft 2020-12, for clients in other languages.
 *
 * A limit in bytes is more than JSON Schema can say: maxLength is the bound in characters that follows from it, and the
 * description says the bytes.
 */
#include <stdlib.h>

#include "proto/generate/document.h"
#include "proto/generate/output.h"
#include "proto/generate/tables.h"

enum { UTF8_BYTES_MAX = 4 }; /* of one character */
enum { CODE_OF_LIST_MOST = 128 };

static void limits_set(json_t *schema, const char *least_name, double least, const char *most_name, double most)
{
    member_set(schema, least_name, number_new(least));
    member_set(schema, most_name, number_new(most));
}

static void text_describe(json_t *schema, const struct field *field)
{
    int fewest = ((int)field->least + UTF8_BYTES_MAX - 1) / UTF8_BYTES_MAX;
    member_set(schema, "type", json_string("string"));
    limits_set(schema, "minLength", fewest, "maxLength", field->most);
    member_set(schema, "pattern", json_string("^[^\\u0000]*$"));
    member_set(schema, "description",
               json_sprintf("%s (%.0f to %.0f bytes of UTF-8, no NUL)", field->meaning, field->least, field->most));
}

static void code_describe(json_t *schema, const struct field *field)
{
    member_set(schema, "type", json_string("string"));
    limits_set(schema, "minLength", field->least, "maxLength", field->most);
    member_set(schema, "pattern", json_string("^[A-Za-z0-9._-]*$"));
    member_set(schema, "description", json_string(field->meaning));
}

static void number_describe(json_t *schema, const struct field *field)
{
    member_set(schema, "type", json_string(field->type == TYPE_NUMBER ? "number" : "integer"));
    limits_set(schema, "minimum", field->least, "maximum", field->most);
    if (field->type == TYPE_TIME)
        member_set(schema, "description", json_sprintf("%s (milliseconds since 1970-01-01T00:00Z)", field->meaning));
    else
        member_set(schema, "description", json_string(field->meaning));
}

static void plain_describe(json_t *schema, const struct field *field)
{
    const char *type = field->type == TYPE_BOOLEAN ? "boolean" : field->type == TYPE_ARRAY ? "array" : "object";
    member_set(schema, "type", json_string(type));
    if (field->type == TYPE_ARRAY)
        limits_set(schema, "minItems", field->least, "maxItems", field->most);
    member_set(schema, "description", json_string(field->meaning));
}

static void codes_describe(json_t *schema, const struct field *field)
{
    json_t *item = json_object();
    member_set(item, "type", json_string("string"));
    limits_set(item, "minLength", 1, "maxLength", CODE_OF_LIST_MOST);
    member_set(item, "pattern", json_string("^[A-Za-z0-9._-]*$"));
    member_set(schema, "type", json_string("array"));
    limits_set(schema, "minItems", field->least, "maxItems", field->most);
    member_set(schema, "uniqueItems", json_true());
    member_set(schema, "items", item);
    member_set(schema, "description", json_string(field->meaning));
}

static json_t *field_schema_new(const struct field *field)
{
    static void (*const describe[])(json_t *, const struct field *) = {
        [TYPE_TEXT] = text_describe,     [TYPE_CODE] = code_describe,   [TYPE_INTEGER] = number_describe,
        [TYPE_NUMBER] = number_describe, [TYPE_TIME] = number_describe, [TYPE_BOOLEAN] = plain_describe,
        [TYPE_OBJECT] = plain_describe,  [TYPE_ARRAY] = plain_describe, [TYPE_CODES] = codes_describe,
    };
    json_t *schema = json_object();
    describe[field->type](schema, field);
    return schema;
}

static json_t *object_schema_new(const char *title, const char *meaning, const struct field *fields)
{
    json_t *schema = json_object();
    json_t *properties = json_object();
    json_t *required = json_array();
    for (const struct field *field = fields; field->name; field++) {
        member_set(properties, field->name, field_schema_new(field));
        if (field->required)
            element_add(required, json_string(field->name));
    }
    member_set(schema, "$schema", json_string("https://json-schema.org/draft/2020-12/schema"));
    member_set(schema, "title", json_string(title));
    member_set(schema, "description", json_string(meaning));
    member_set(schema, "type", json_string("object"));
    member_set(schema, "properties", properties);
    member_set(schema, "required", required);
    member_set(schema, "additionalProperties", json_false());
    return schema;
}

void message_schema_write(const struct message *message, FILE *out)
{
    char title[MESSAGE_KEY_BYTES];
    if (snprintf(title, sizeof title, "%s %s", kind_name(message->kind), message->name) >= (int)sizeof title)
        abort();
    json_t *schema = object_schema_new(title, message->meaning, message->fields);
    document_write_json(schema, out);
    json_decref(schema);
}

void error_schema_write(FILE *out)
{
    static const struct field fields[] = {
        {"code", TYPE_CODE, true, 1, 64, "what went wrong, for programs: out_of_range, unknown_field …"},
        {"field", TYPE_TEXT, false, 1, 64, "the field that is to blame; absent where none is"},
        {"message", TYPE_TEXT, true, 1, 512, "what went wrong and what was expected, in one sentence for people"},
        {.name = NULL},
    };
    static const struct field none[] = {{.name = NULL}};
    json_t *error = object_schema_new("error", "why there is no result", fields);
    json_object_del(error, "$schema");
    json_t *schema =
        object_schema_new("reply that is not ok",
                          "the body of every reply whose status is refused, conflict, unavailable or expired", none);
    member_set(json_object_get(schema, "properties"), "error", error);
    element_add(json_object_get(schema, "required"), json_string("error"));
    document_write_json(schema, out);
    json_decref(schema);
}
