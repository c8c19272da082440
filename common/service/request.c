/* Parse → check → keep; and the reply. Work on a request begins only when all of it fits its table. */
#include "common/service/request.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/service/service.h"

/* FNV-1a, 64 bits (Fowler, Noll, Vo): not against who wants to collide — they would only get their own reply back. */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* The codes themselves: where they stand in memory differs from request to request. */
static uint64_t hash_codes(uint64_t hash, const json_t *codes)
{
    size_t count = json_array_size(codes);
    hash = hash_bytes(hash, &count, sizeof count);
    for (size_t i = 0; i < count; i++) {
        const json_t *code = json_array_get(codes, i);
        size_t length = json_string_length(code);
        hash = hash_bytes(hash, &length, sizeof length);
        hash = hash_bytes(hash, json_string_value(code), length);
    }
    return hash;
}

static uint64_t hash_value(uint64_t hash, enum field_type type, const struct value *value)
{
    hash = hash_bytes(hash, &value->present, sizeof value->present);
    if (!value->present)
        return hash;
    if (type == FIELD_TEXT || type == FIELD_CODE) {
        hash = hash_bytes(hash, &value->length, sizeof value->length);
        return hash_bytes(hash, value->text, value->length);
    }
    if (type == FIELD_CODES)
        return hash_codes(hash, value->json);
    if (type == FIELD_BOOLEAN)
        return hash_bytes(hash, &value->boolean, sizeof value->boolean);
    return hash_bytes(hash, &value->integer, sizeof value->integer);
}

static int64_t hash_request(const struct message_type *type, const struct value *values)
{
    uint64_t hash = hash_bytes(UINT64_C(0xcbf29ce484222325), type->name, strlen(type->name));
    for (size_t i = 0; i < type->field_count; i++)
        hash = hash_value(hash, type->fields[i].type, &values[i]);
    return (int64_t)hash;
}

static const struct handler *handler_find(const struct message_type *type, const struct handler *handlers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (message_type_at(handlers[i].message) == type)
            return &handlers[i];
    return NULL;
}

static bool header_take(struct request *request, const struct bus_request *frames, const struct handler *handlers,
                        size_t handler_count, struct fault *fault)
{
    struct request_header header;
    if (!frames->whole)
        return fault_set(fault, "bad_envelope", NULL, "a request has two frames: a header line and a JSON body");
    if (!request_header_parse(frames->header, frames->header_length, &header))
        return fault_set(fault, "bad_envelope", NULL,
                         "the header must be '<message> <request number> <deadline ms> <key or ->'");
    request->number = header.request;
    request->deadline = header.deadline;
    memcpy(request->key, header.key, header.key_length);
    request->key[header.key_length] = '\0';
    request->key_length = header.key_length;
    const struct message_type *type = message_type_of(header.name, header.name_length);
    if (!type)
        return fault_set(fault, "unknown_message", NULL, "there is no message '%.*s'",
                         (int)(header.name_length < 64 ? header.name_length : 64), header.name);
    request->handler = handler_find(type, handlers, handler_count);
    if (!request->handler)
        return fault_set(fault, "unknown_message", NULL, "%s is not for this service", type->name);
    if (type->is_command && !request->key_length)
        return fault_set(fault, "missing_key", NULL, "%s is a command and needs an idempotency key", type->name);
    return true;
}

bool request_read(struct request *request, const struct bus_request *frames, const struct handler *handlers,
                  size_t handler_count, struct fault *fault)
{
    request->peer = frames->peer;
    request->number = 0;
    request->outdated = 0;
    if (!header_take(request, frames, handlers, handler_count, fault))
        return false;
    const struct message_type *type = message_type_at(request->handler->message);
    if (frames->body_length > REQUEST_BYTES_MAX)
        return fault_set(fault, "out_of_range", NULL, "the body must have at most %d bytes and has %zu",
                         REQUEST_BYTES_MAX, frames->body_length);
    request->body = message_parse(frames->body, frames->body_length, fault);
    if (!request->body || !message_decode(type, request->body, request->values, fault))
        return false;
    request->hash = hash_request(type, request->values);
    return true;
}

void request_clear(struct request *request)
{
    json_decref(request->body);
    request->body = NULL;
    request->answered = false;
    request->handler = NULL;
    request->key_length = 0;
    request->next = NULL;
}

void request_answer_text(struct request *request, const char *json, size_t length)
{
    memory_reserve((void **)&request->reply, &request->reply_capacity, length + 1, 1);
    memcpy(request->reply, json, length);
    request->reply[length] = '\0';
    request->reply_length = length;
    request->status = REPLY_OK;
    request->answered = true;
}

void request_answer(struct request *request, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    request_answer_text(request, text, length < (int)sizeof text ? (size_t)length : sizeof text - 1);
}

void request_refuse(struct request *request, enum reply_status status, const struct fault *fault)
{
    json_t *error = json_pack("{s:{s:s, s:s}}", "error", "code", fault->code, "message", fault->message);
    if (!error) /* the sentence quotes bytes of the input that are no UTF-8 */
        error = json_pack("{s:{s:s, s:s}}", "error", "code", fault->code, "message", "the input is not UTF-8");
    if (fault->field[0])
        json_object_set_new(json_object_get(error, "error"), "field", json_string(fault->field));
    char *text = json_dumps(error, JSON_COMPACT);
    request_answer_text(request, text, strlen(text));
    request->status = status;
    free(text);
    json_decref(error);
}
