/* Reads fields of JSON objects without ever failing. */
#include "services/ctl/field.h"

const char *field_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

int64_t field_integer(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

bool field_true(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

bool field_present(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return value && !json_is_null(value);
}

char *field_moment(const json_t *object, const char *name, char out[MOMENT_BYTES])
{
    out[0] = '\0';
    return field_present(object, name) ? moment_text(out, field_integer(object, name)) : out;
}
