/* JSON trees of jansson, built without a silent failure, and written as JSON or as YAML. */
#ifndef PROTO_GENERATE_DOCUMENT_H
#define PROTO_GENERATE_DOCUMENT_H

#include <jansson.h>
#include <stdio.h>

struct message;

/* Puts `value` into `object`, which takes ownership of it; a NULL (out of memory, a wrong json_pack) aborts. */
void member_set(json_t *object, const char *key, json_t *value);

/* Appends `value` to `array` in the same way. */
void element_add(json_t *array, json_t *value);

/* A new object {"$ref": …} whose target is made as by printf. */
json_t *reference_new(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A number that is written without a fraction where it has none. */
json_t *number_new(double value);

/* The members of `document` in their order, indented by two. The document is the caller's. */
void document_write_json(const json_t *document, FILE *out);
void document_write_yaml(const json_t *document, FILE *out);

enum { MESSAGE_KEY_BYTES = 128 };

/* "ticket.submit.command": what a message is called in asyncapi.yaml and as a file in schemas/. A reply to many
 * (`ticket.*`) goes by its id. */
void message_key(const struct message *message, char out[MESSAGE_KEY_BYTES]);

#endif
