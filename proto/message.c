/* The decoder: walks a table of fields over a JSON object, and says precisely what does not fit. */
#include "proto/message.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/base/utf8.h"

#define OPTIONAL                                  NEED_OPTIONAL
#define REQUIRED                                  NEED_REQUIRED
#define COMMAND(id, ...)                          static const struct message_field fields_##id[] = {
#define QUERY(id, ...)                            static const struct message_field fields_##id[] = {
#define FIELD(name, type, need, least, most, doc) {#name, FIELD_##type, need, least, most},
#define END(id)                                                                                                        \
    {                                                                                                                  \
        0                                                                                                              \
    }                                                                                                                  \
    }                                                                                                                  \
    ;
#define REPLY(id, ...) static const struct message_field __attribute__((unused)) reply_fields_##id[] = {
#define EVENT(id, ...) static const struct message_field __attribute__((unused)) event_fields_##id[] = {
#include "proto/messages.def"
#undef OPTIONAL
#undef REQUIRED

#define FIELD_COUNT(id) (sizeof fields_##id / sizeof *fields_##id - 1) /* without the closing row */

static const struct message_type types[MESSAGE_COUNT] = {
#define COMMAND(id, name, owner, doc) {name, OWNER_##owner, true, fields_##id, FIELD_COUNT(id)},
#define QUERY(id, name, owner, doc)   {name, OWNER_##owner, false, fields_##id, FIELD_COUNT(id)},
#include "proto/messages.def"
};

#define COMMAND(id, ...)                                                                                               \
    _Static_assert(sizeof(struct message_##id) == FIELD_COUNT(id) * sizeof(struct value), "one value a field");        \
    _Static_assert(FIELD_COUNT(id) <= MESSAGE_FIELDS_MAX, "too many fields");
#define QUERY(id, ...)                                                                                                 \
    _Static_assert(sizeof(struct message_##id) == FIELD_COUNT(id) * sizeof(struct value), "one value a field");        \
    _Static_assert(FIELD_COUNT(id) <= MESSAGE_FIELDS_MAX, "too many fields");
#include "proto/messages.def"

/* A text that was cut to fit ends with a whole character again. */
static void cut_mend(char *text)
{
    size_t length = strlen(text), last = length;
    while (last > 0 && ((unsigned char)text[last - 1] & 0xc0) == 0x80)
        last--;
    if (last > 0 && !utf8_valid(text + last - 1, length - last + 1))
        text[last - 1] = '\0';
}

bool fault_set(struct fault *fault, const char *code, const char *field, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fault->code = code;
    snprintf(fault->field, sizeof fault->field, "%s", field ? field : "");
    vsnprintf(fault->message, sizeof fault->message, format, arguments);
    va_end(arguments);
    cut_mend(fault->field);
    cut_mend(fault->message);
    return false;
}

const struct message_type *message_type_of(const char *name, size_t length)
{
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        if (strlen(types[i].name) == length && memcmp(types[i].name, name, length) == 0)
            return &types[i];
    return NULL;
}

const struct message_type *message_type_at(enum message_id id)
{
    return &types[id];
}

enum message_id message_id_of(const struct message_type *type)
{
    return (enum message_id)(type - types);
}

static bool code_valid(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
              c == '-'))
            return false;
    }
    return true;
}

static bool text_decode(const struct message_field *field, const json_t *json, struct value *out, struct fault *fault)
{
    if (!json_is_string(json))
        return fault_set(fault, "wrong_type", field->name, "%s must be a text", field->name);
    out->text = json_string_value(json);
    out->length = json_string_length(json);
    if ((int64_t)out->length < field->least || (int64_t)out->length > field->most)
        return fault_set(fault, "out_of_range", field->name, "%s must have %lld to %lld bytes and has %zu", field->name,
                         (long long)field->least, (long long)field->most, out->length);
    if (field->type == FIELD_CODE && !code_valid(out->text, out->length))
        return fault_set(fault, "wrong_type", field->name, "%s must be a code: letters, digits, '.', '_' and '-'",
                         field->name);
    if (field->type == FIELD_TEXT && !utf8_valid(out->text, out->length))
        return fault_set(fault, "wrong_type", field->name, "%s must be UTF-8 without NUL", field->name);
    return true;
}

static bool integer_decode(const struct message_field *field, const json_t *json, struct value *out,
                           struct fault *fault)
{
    if (!json_is_integer(json))
        return fault_set(fault, "wrong_type", field->name, "%s must be a whole number%s", field->name,
                         field->type == FIELD_TIME ? ": milliseconds since 1970-01-01T00:00Z" : "");
    out->integer = json_integer_value(json);
    if (out->integer < field->least || out->integer > field->most)
        return fault_set(fault, "out_of_range", field->name, "%s must be from %lld to %lld and is %lld", field->name,
                         (long long)field->least, (long long)field->most, (long long)out->integer);
    return true;
}

static bool number_decode(const struct message_field *field, const json_t *json, struct value *out, struct fault *fault)
{
    if (!json_is_number(json))
        return fault_set(fault, "wrong_type", field->name, "%s must be a number", field->name);
    out->number = json_number_value(json);
    if (!isfinite(out->number) || out->number < (double)field->least || out->number > (double)field->most)
        return fault_set(fault, "out_of_range", field->name, "%s must be from %lld to %lld", field->name,
                         (long long)field->least, (long long)field->most);
    return true;
}

/* Each a code, none twice. */
static bool codes_decode(const struct message_field *field, const json_t *json, struct fault *fault)
{
    size_t count = json_array_size(json);
    if (!json_is_array(json))
        return fault_set(fault, "wrong_type", field->name, "%s must be an array of codes", field->name);
    if ((int64_t)count < field->least || (int64_t)count > field->most)
        return fault_set(fault, "out_of_range", field->name, "%s must have %lld to %lld codes and has %zu", field->name,
                         (long long)field->least, (long long)field->most, count);
    for (size_t i = 0; i < count; i++) {
        const struct message_field item = {field->name, FIELD_CODE, NEED_REQUIRED, 1, MESSAGE_CODE_OF_LIST_MOST};
        struct value value = {.present = true};
        if (!text_decode(&item, json_array_get(json, i), &value, fault))
            return false;
        for (size_t j = 0; j < i; j++)
            if (json_equal(json_array_get(json, i), json_array_get(json, j)))
                return fault_set(fault, "out_of_range", field->name, "%s names '%s' twice", field->name, value.text);
    }
    return true;
}

static bool field_decode(const struct message_field *field, const json_t *json, struct value *out, struct fault *fault)
{
    out->present = true;
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
        return text_decode(field, json, out, fault);
    case FIELD_INTEGER:
    case FIELD_TIME:
        return integer_decode(field, json, out, fault);
    case FIELD_NUMBER:
        return number_decode(field, json, out, fault);
    case FIELD_BOOLEAN:
        out->boolean = json_is_true(json);
        return json_is_boolean(json) ||
               fault_set(fault, "wrong_type", field->name, "%s must be true or false", field->name);
    case FIELD_CODES:
        out->json = json;
        return codes_decode(field, json, fault);
    case FIELD_OBJECT:
        out->json = json;
        return json_is_object(json) || fault_set(fault, "wrong_type", field->name, "%s must be an object", field->name);
    case FIELD_ARRAY:
        out->json = json;
        return json_is_array(json) || fault_set(fault, "wrong_type", field->name, "%s must be an array", field->name);
    }
    return false;
}

/* Names the first key of `body` that the table does not have. */
static bool unknown_tell(const struct message_type *type, json_t *body, struct fault *fault)
{
    void *at = json_object_iter(body);
    for (; at; at = json_object_iter_next(body, at)) {
        const char *key = json_object_iter_key(at);
        bool known = false;
        for (size_t i = 0; i < type->field_count && !known; i++)
            known = strcmp(type->fields[i].name, key) == 0;
        if (!known)
            return fault_set(fault, "unknown_field", key, "%s has no field '%s'", type->name, key);
    }
    return true;
}

bool message_decode(const struct message_type *type, json_t *body, struct value *values, struct fault *fault)
{
    if (!json_is_object(body))
        return fault_set(fault, "wrong_type", NULL, "the body of %s must be a JSON object", type->name);
    size_t present = 0;
    for (size_t i = 0; i < type->field_count; i++) {
        const struct message_field *field = &type->fields[i];
        const json_t *json = json_object_get(body, field->name);
        values[i].present = false;
        if (json) {
            present++;
            if (!field_decode(field, json, &values[i], fault))
                return false;
        } else if (field->need == NEED_REQUIRED) {
            return fault_set(fault, "missing_field", field->name, "%s needs the field %s", type->name, field->name);
        }
    }
    return present == json_object_size(body) || unknown_tell(type, body, fault);
}

json_t *message_parse(const char *bytes, size_t length, struct fault *fault)
{
    json_error_t error;
    /* NUL is let through here so that the decoder can name the field that holds it. */
    json_t *body = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (!body)
        fault_set(fault, "bad_json", NULL, "the body is no JSON: %s (line %d, column %d)", error.text, error.line,
                  error.column);
    return body;
}
