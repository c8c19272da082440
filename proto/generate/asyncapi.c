/* proto/asyncapi.yaml: who listens where, for what, and what is answered (AsyncAPI 3.0.0).
 *
 * A header frame is a line of words, not JSON: its schema names the words. Payloads refer to proto/schemas.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/generate/document.h"
#include "proto/generate/output.h"
#include "proto/generate/tables.h"

#define SCHEMA_FORMAT "application/schema+json;version=draft-2020-12"

static bool message_is_request(const struct message *message)
{
    return message->kind == KIND_COMMAND || message->kind == KIND_QUERY;
}

static json_t *info_new(void)
{
    return json_pack("{s:s, s:s, s:s, s:{s:s, s:s}}", "title", "Steward", "version", STEWARD_VERSION, "description",
                     "What Steward's services say to each other and to their clients over ZeroMQ. Made by steward-gen "
                     "from proto/messages.def; docs/protocol.md says it in words.",
                     "license", "name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0");
}

static json_t *servers_new(void)
{
    return json_pack("{s:{s:s, s:s, s:s, s:s, s:{s:{s:s}}}, s:{s:s, s:s, s:s, s:s, s:{s:{s:s}, s:{s:s}}}}", "ipc",
                     "host", "{endpoint}", "protocol", "zmq", "protocolVersion", "3.1", "description",
                     "One machine: sockets in a folder, ipc://{endpoint}. Each worker of a service has its own.",
                     "variables", "endpoint", "description", "path of the worker's socket", "tcp", "host",
                     "{host}:{port}", "protocol", "zmq", "protocolVersion", "3.1", "description",
                     "Several machines: tcp with CURVE.", "variables", "host", "description", "where the worker runs",
                     "port", "description", "the worker's own port");
}

/* The messages that go over the ROUTER of `service`: its requests, their replies and the reply that is not ok. */
static json_t *router_messages_new(const char *service)
{
    json_t *list = json_object();
    for (size_t i = 0; i < message_count; i++) {
        char key[MESSAGE_KEY_BYTES];
        message_key(&messages[i], key);
        if (strcmp(messages[i].service, service) == 0 && messages[i].kind != KIND_EVENT)
            member_set(list, key, reference_new("#/components/messages/%s", key));
    }
    member_set(list, "error.reply", reference_new("#/components/messages/error.reply"));
    return list;
}

static json_t *router_new(const char *service)
{
    bool every = strcmp(service, "every") == 0;
    json_t *channel = json_object();
    member_set(channel, "address", json_string(every ? "{service}" : service));
    member_set(channel, "description",
               every
                   ? json_string("the ROUTER of any worker of any service")
                   : json_sprintf("the ROUTER of a worker of %s; a client holds one DEALER for each worker", service));
    if (every)
        member_set(channel, "parameters", json_pack("{s:{s:s}}", "service", "description", "name of the service"));
    member_set(channel, "messages", router_messages_new(service));
    return channel;
}

/* A topic's letter is the first of its event's name. */
static json_t *topic_new(const struct message *event)
{
    char key[MESSAGE_KEY_BYTES];
    message_key(event, key);
    json_t *channel = json_object();
    member_set(channel, "address", json_sprintf("%c:{city}", event->name[0]));
    member_set(channel, "description", json_sprintf("a topic of the PUB of relay: %s", event->meaning));
    member_set(channel, "parameters", json_pack("{s:{s:s}}", "city", "description", "code of the city"));
    json_t *list = json_object();
    member_set(list, key, reference_new("#/components/messages/%s", key));
    member_set(channel, "messages", list);
    return channel;
}

static json_t *channels_new(void)
{
    json_t *channels = json_object();
    for (size_t i = 0; i < message_count; i++) {
        if (messages[i].kind == KIND_EVENT)
            member_set(channels, messages[i].name, topic_new(&messages[i]));
        else if (!json_object_get(channels, messages[i].service))
            member_set(channels, messages[i].service, router_new(messages[i].service));
    }
    return channels;
}

static json_t *reply_new(const struct message *request)
{
    char key[MESSAGE_KEY_BYTES];
    const struct message *reply = message_reply(request);
    if (!reply)
        abort();
    message_key(reply, key);
    json_t *list = json_array();
    element_add(list, reference_new("#/channels/%s/messages/%s", request->service, key));
    element_add(list, reference_new("#/channels/%s/messages/error.reply", request->service));
    return json_pack("{s:o, s:o}", "channel", reference_new("#/channels/%s", request->service), "messages", list);
}

static json_t *operation_new(const struct message *message)
{
    char key[MESSAGE_KEY_BYTES];
    message_key(message, key);
    const char *channel = message->kind == KIND_EVENT ? message->name : message->service;
    json_t *operation = json_object();
    member_set(operation, "action", json_string(message->kind == KIND_EVENT ? "send" : "receive"));
    member_set(operation, "summary", json_string(message->meaning));
    member_set(operation, "channel", reference_new("#/channels/%s", channel));
    member_set(operation, "messages", json_pack("[o]", reference_new("#/channels/%s/messages/%s", channel, key)));
    if (message_is_request(message))
        member_set(operation, "reply", reply_new(message));
    return operation;
}

static json_t *operations_new(void)
{
    json_t *operations = json_object();
    for (size_t i = 0; i < message_count; i++)
        if (messages[i].kind != KIND_REPLY)
            member_set(operations, messages[i].name, operation_new(&messages[i]));
    return operations;
}

static json_t *payload_new(const char *key)
{
    return json_pack("{s:s, s:o}", "schemaFormat", SCHEMA_FORMAT, "schema", reference_new("schemas/%s.json", key));
}

static json_t *component_new(const struct message *message)
{
    char key[MESSAGE_KEY_BYTES];
    message_key(message, key);
    json_t *component = json_object();
    member_set(component, "name", json_string(message->name));
    member_set(component, "summary", json_string(message->meaning));
    if (message->kind == KIND_EVENT)
        member_set(component, "headers", reference_new("#/components/schemas/position"));
    else
        member_set(component, "headers", reference_new("#/components/schemas/%s.header", kind_name(message->kind)));
    if (message->kind != KIND_EVENT)
        member_set(component, "correlationId", reference_new("#/components/correlationIds/request"));
    if (message_is_json(message))
        member_set(component, "payload", payload_new(key));
    return component;
}

static json_t *components_messages_new(void)
{
    json_t *components = json_object();
    for (size_t i = 0; i < message_count; i++) {
        char key[MESSAGE_KEY_BYTES];
        message_key(&messages[i], key);
        member_set(components, key, component_new(&messages[i]));
    }
    member_set(components, "error.reply",
               json_pack("{s:s, s:s, s:o, s:o, s:o}", "name", "error", "summary", "there is no result: why", "headers",
                         reference_new("#/components/schemas/reply.header"), "correlationId",
                         reference_new("#/components/correlationIds/request"), "payload", payload_new("error.reply")));
    return components;
}

/* The words of a request's header frame. */
static json_t *request_header_new(const char *key_pattern)
{
    return json_pack("{s:s, s:s, s:[s,s,s,s], s:{s:{s:s}, s:{s:s,s:i}, s:{s:s,s:i,s:s}, s:{s:s,s:s}}}", "type",
                     "object", "description",
                     "the header frame: name, request, deadline and key with one space between them", "required",
                     "name", "request", "deadline", "key", "properties", "name", "type", "string", "request", "type",
                     "integer", "minimum", 0, "deadline", "type", "integer", "minimum", 0, "description",
                     "milliseconds since 1970-01-01T00:00Z", "key", "type", "string", "pattern", key_pattern);
}

static json_t *reply_header_new(void)
{
    return json_pack("{s:s, s:s, s:[s,s], s:{s:{s:s,s:i}, s:{s:s,s:[s,s,s,s,s]}}}", "type", "object", "description",
                     "the line before the body, in the same frame: request and status with one space between them",
                     "required", "request", "status", "properties", "request", "type", "integer", "minimum", 0,
                     "status", "type", "string", "enum", "ok", "refused", "conflict", "unavailable", "expired");
}

static json_t *position_new(void)
{
    return json_pack("{s:s, s:s, s:[s,s], s:{s:{s:s}, s:{s:s,s:i}}}", "type", "object", "description",
                     "the words before the body, each with a space after it: topic, and position as decimal text",
                     "required", "topic", "position", "properties", "topic", "type", "string", "position", "type",
                     "integer", "minimum", 0);
}

static json_t *components_new(void)
{
    json_t *schemas = json_object();
    member_set(schemas, "command.header", request_header_new("^(?!-$)[A-Za-z0-9._:-]{1,64}$"));
    member_set(schemas, "query.header", request_header_new("^[A-Za-z0-9._:-]{1,64}$"));
    member_set(schemas, "reply.header", reply_header_new());
    member_set(schemas, "position", position_new());
    return json_pack("{s:o, s:{s:{s:s}}, s:o}", "messages", components_messages_new(), "correlationIds", "request",
                     "location", "$message.header#/request", "schemas", schemas);
}

void asyncapi_write(FILE *out)
{
    json_t *document = json_object();
    member_set(document, "asyncapi", json_string("3.0.0"));
    member_set(document, "info", info_new());
    member_set(document, "defaultContentType", json_string("application/json"));
    member_set(document, "servers", servers_new());
    member_set(document, "channels", channels_new());
    member_set(document, "operations", operations_new());
    member_set(document, "components", components_new());
    fputs("# Made by steward-gen from proto/messages.def: change that, then run tests/golden/regenerate.\n", out);
    document_write_yaml(document, out);
    json_decref(document);
}
