/* docs/protocol.md: how to talk to the services, and every message with its fields. */
#include <ctype.h>
#include <string.h>

#include "proto/generate/markdown.h"
#include "proto/generate/output.h"
#include "proto/generate/tables.h"

static const char envelope[] =
    "\n## Envelope\n\n"
    "Each worker of a service binds one ZeroMQ ROUTER. A client holds one DEALER for each worker, never one for many.\n"
    "A request is two frames: a header of ASCII words with one space between them, and a body of JSON. A reply is one "
    "frame: such a header, a newline, and the body.\n\n"
    "```text\n"
    "request   ticket.submit 42 1732223423123 0193a5f0-7c1e-7000-8abc-0123456789ab\n"
    "          │             │  │             └ idempotency key, or - for none\n"
    "          │             │  └ deadline: milliseconds since 1970-01-01T00:00Z\n"
    "          │             └ request id: the client's own number, given back in the reply\n"
    "          └ name of the command or query\n"
    "          {\"city\": \"tianchang\", …}\n\n"
    "reply     42 ok\n"
    "          │  └ status\n"
    "          └ request id\n"
    "          {\"ticket\": 7, \"version\": 1, \"state\": \"received\"}\n"
    "```\n\n"
    "- A header is shorter than 192 bytes, a request's body at most 64 KiB. Numbers have at most 18 digits.\n"
    "- A key is 1 to 64 of `A-Z a-z 0-9 . _ : -`. Every command carries one, made once for what is to be done and "
    "kept\n"
    "  for each retry; a query may send `-`.\n"
    "- The key is stored with the reply in the transaction that did the work: the same key with the same body gets "
    "the\n"
    "  same reply again, the same key with another body is a conflict.\n"
    "- A key is used for one command, for ever. It is kept for 30 days at least (`command_keys` in `settings.yaml`), "
    "and for\n"
    "  as long as doing its command again is possible: a copy that comes later is refused (docs/storage.md).\n"
    "- A client that hears nothing until its deadline does not know whether the work was done: it asks again, of "
    "another\n"
    "  worker if there is one, with the same key.\n";

static const char errors[] = "\nThe body of every reply but `ok` is an object `error`:\n\n"
                             "```json\n"
                             "{\"error\": {\"code\": \"out_of_range\", \"field\": \"title\", \"message\": \"title must "
                             "have 1 to 400 bytes and has 0\"}}\n"
                             "```\n\n"
                             "`code` is for programs; `message` says what went wrong and what was expected, in a "
                             "sentence for people; `field`\n"
                             "names what is to blame, where it is a field.\n";

static const char published[] =
    "\n## Events on the wire\n\n"
    "relay binds one ZeroMQ PUB. A message is one frame that begins with its topic; a subscriber takes the topics of "
    "its "
    "cities, with the space after them.\n\n"
    "```text\n"
    "event      e:tianchang 1041 {\"city\": \"tianchang\", \"position\": 1041, \"kind\": \"ticket.received\", …}\n"
    "heartbeat  h:tianchang 1041\n"
    "```\n\n"
    "The second word is the position in the city's log. Positions have no holes: a subscriber that "
    "has\n"
    "seen 1039 and receives 1041, or a heartbeat of 1041, has missed something and reads it from the log "
    "(`log.read`).\n"
    "The kinds of event that move a ticket stand with their actions in [lifecycle.md](lifecycle.md).\n";

static void statuses_write(FILE *out)
{
    fputs("\n## Status and errors\n\n", out);
    TABLE_OPEN(out, "Status", "Meaning", "What to do");
    TABLE_ROW(out, "`ok`", "done, or answered", "—");
    TABLE_ROW(out, "`refused`", "bad input, or a move that is not allowed", "nothing: it is final");
    TABLE_ROW(out, "`conflict`", "the key was used with another body", "nothing: it is final");
    TABLE_ROW(out, "`unavailable`", "not possible just now", "try again with the same key");
    TABLE_ROW(out, "`expired`", "the deadline had passed before work began",
              "try again with the same key and a later deadline");
    fputs(errors, out);
}

static void types_write(FILE *out)
{
    fputs("\n## Types\n\nA field that is not listed is refused, and so is one that is there twice.\n\n", out);
    TABLE_OPEN(out, "Type", "What it is", "Its limits are");
    TABLE_ROW(out, "text", "UTF-8 without NUL", "bytes");
    TABLE_ROW(out, "code", "a code of the city pack or a name of the protocol: `A-Z a-z 0-9 . _ -`", "characters");
    TABLE_ROW(out, "integer", "a whole number, written without fraction or exponent", "values");
    TABLE_ROW(out, "number", "a finite number", "values");
    TABLE_ROW(out, "boolean", "`true` or `false`", "");
    TABLE_ROW(out, "time", "milliseconds since 1970-01-01T00:00Z, written as an integer", "values");
    TABLE_ROW(out, "codes", "an array of codes of 1 to 128 bytes, none twice", "elements");
    TABLE_ROW(out, "object", "nested JSON, in replies and events only", "");
    TABLE_ROW(out, "array", "nested JSON, in replies and events only", "elements");
}

static void index_write(FILE *out)
{
    fputs("\n## Messages\n\nAs JSON Schemas: [`proto/schemas/`](../proto/schemas); as AsyncAPI: "
          "[`proto/asyncapi.yaml`](../proto/asyncapi.yaml).\n\n",
          out);
    TABLE_OPEN(out, "Message", "Kind", "Service", "Meaning");
    for (size_t i = 0; i < message_count; i++)
        if (messages[i].kind != KIND_REPLY)
            TABLE_ROW(out, messages[i].name, kind_name(messages[i].kind), messages[i].service, messages[i].meaning);
}

static void limits_write(const struct field *field, char *out, size_t size)
{
    if (field->type == TYPE_BOOLEAN || field->type == TYPE_OBJECT)
        snprintf(out, size, "—");
    else
        snprintf(out, size, "%.15g … %.16g", field->least, field->most);
}

static void fields_write(FILE *out, const struct field *fields)
{
    static const char *const types[] = {"text", "code",  "integer", "number", "boolean",
                                        "time", "codes", "object",  "array"};
    if (!fields->name) {
        fputs("No fields: the body is `{}`.\n", out);
        return;
    }
    TABLE_OPEN(out, "Field", "Type", "Needed", "Limits", "Meaning");
    for (const struct field *field = fields; field->name; field++) {
        char limits[64];
        limits_write(field, limits, sizeof limits);
        TABLE_ROW(out, field->name, types[field->type], field->required ? "required" : "optional", limits,
                  field->meaning);
    }
}

static void message_write(FILE *out, const struct message *message)
{
    fprintf(out, "\n#### %s `%s`\n\n%c%s.", kind_name(message->kind), message->name,
            toupper((unsigned char)message->meaning[0]), message->meaning + 1);
    const struct message *reply = message_reply(message);
    if ((message->kind == KIND_COMMAND || message->kind == KIND_QUERY) && reply &&
        strcmp(reply->name, message->name) != 0)
        fprintf(out, " Its reply is that of `%s`.", reply->name);
    if (!message_is_json(message))
        fputs(" Not sent as JSON: the fields are its two frames.", out);
    fputs("\n\n", out);
    fields_write(out, message->fields);
}

void protocol_markdown_write(FILE *out)
{
    fputs("# Protocol\n\n", out);
    origin_write(out, "proto/messages.def");
    fputs(envelope, out);
    statuses_write(out);
    fputs(published, out);
    types_write(out);
    index_write(out);
    for (size_t i = 0; i < message_count; i++) {
        if (message_opens_service(i))
            fprintf(out, "\n### %s\n", messages[i].service);
        message_write(out, &messages[i]);
    }
}
