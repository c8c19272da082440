/* Reads libyaml's events into a tree. */
#include "common/city/document.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "common/base/memory.h"

struct document {
    struct node *root;
    struct node *newest;
};

struct reader {
    yaml_parser_t parser;
    struct document *document;
    const char *file;
    const char *text;
    size_t length;
    struct pack_faults *faults;
};

static int mark_line(yaml_mark_t mark)
{
    return (int)mark.line + 1;
}

/* libyaml tells only an offset where the bytes themselves are wrong. */
static int offset_line(const struct reader *reader, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && i < reader->length; i++)
        line += reader->text[i] == '\n';
    return line;
}

static void reader_fail(struct reader *reader, int line, const char *message)
{
    pack_faults_add(reader->faults, reader->file, line, "", "%s", message);
}

static void parser_fail(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *problem = parser->problem ? parser->problem : "cannot be parsed";
    if (parser->error == YAML_READER_ERROR)
        pack_faults_add(reader->faults, reader->file, offset_line(reader, parser->problem_offset), "",
                        "not valid UTF-8 text: %s, expected UTF-8 without control characters", problem);
    else
        pack_faults_add(reader->faults, reader->file, mark_line(parser->problem_mark), "",
                        "not valid YAML: %s%s%s, expected a document as docs/city-pack.md shows it", problem,
                        parser->context ? ", " : "", parser->context ? parser->context : "");
}

static bool event_read(struct reader *reader, yaml_event_t *event)
{
    if (yaml_parser_parse(&reader->parser, event))
        return true;
    parser_fail(reader);
    return false;
}

static struct node *node_new(struct reader *reader, enum node_kind kind, const yaml_event_t *event)
{
    struct node *node = memory_new(1, sizeof *node);
    node->kind = kind;
    node->line = mark_line(event->start_mark);
    node->older = reader->document->newest;
    reader->document->newest = node;
    return node;
}

static struct node *value_read(struct reader *reader, const yaml_event_t *event, int depth);

/* Reads entries until the event `end`; in a map each is a key and a value. */
static bool entries_read(struct reader *reader, struct node *parent, yaml_event_type_t end, int depth)
{
    struct node **tail = &parent->first;
    for (;;) {
        yaml_event_t event;
        if (!event_read(reader, &event))
            return false;
        bool done = event.type == end;
        struct node *key = NULL;
        struct node *value = done ? NULL : value_read(reader, &event, depth);
        yaml_event_delete(&event);
        if (done)
            return true;
        if (value && parent->kind == NODE_MAP) {
            key = value;
            if (key->kind != NODE_TEXT) {
                reader_fail(reader, key->line, "a key is a list or a map, expected a word");
                return false;
            }
            if (!event_read(reader, &event))
                return false;
            value = value_read(reader, &event, depth);
            yaml_event_delete(&event);
        }
        if (!value)
            return false;
        value->key = key;
        *tail = value;
        tail = &value->next;
    }
}

static const char *event_decoration(const yaml_event_t *event)
{
    bool anchor = event->type == YAML_SCALAR_EVENT           ? event->data.scalar.anchor != NULL
                  : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.anchor != NULL
                                                             : event->data.mapping_start.anchor != NULL;
    bool tag = event->type == YAML_SCALAR_EVENT           ? event->data.scalar.tag != NULL
               : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.tag != NULL
                                                          : event->data.mapping_start.tag != NULL;
    return anchor ? "anchors (&) are not taken, write the value itself"
           : tag  ? "tags (!) are not taken, write the plain value"
                  : NULL;
}

/* Why a value may not begin with this event, or NULL. */
static const char *event_refusal(const yaml_event_t *event, int depth)
{
    if (event->type == YAML_ALIAS_EVENT)
        return "aliases (*) are not taken, write the value itself; a star that is meant must be quoted: \"*\"";
    if (depth > DOCUMENT_DEPTH_MOST)
        return "nested too deep, expected at most 9 levels";
    return event_decoration(event);
}

static struct node *value_read(struct reader *reader, const yaml_event_t *event, int depth)
{
    const char *refusal = event_refusal(event, depth);
    if (refusal) {
        reader_fail(reader, mark_line(event->start_mark), refusal);
        return NULL;
    }
    if (event->type == YAML_SCALAR_EVENT) {
        struct node *node = node_new(reader, NODE_TEXT, event);
        node->length = event->data.scalar.length;
        node->text = memory_text((const char *)event->data.scalar.value, node->length);
        return node;
    }
    bool list = event->type == YAML_SEQUENCE_START_EVENT;
    struct node *node = node_new(reader, list ? NODE_LIST : NODE_MAP, event);
    return entries_read(reader, node, list ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT, depth + 1) ? node : NULL;
}

/* Skips an event that says nothing to us; false where it is of another type. */
static bool event_skip(struct reader *reader, yaml_event_type_t type, const char *otherwise)
{
    yaml_event_t event;
    if (!event_read(reader, &event))
        return false;
    bool as_expected = event.type == type;
    if (!as_expected)
        reader_fail(reader, mark_line(event.start_mark), otherwise);
    yaml_event_delete(&event);
    return as_expected;
}

static bool document_read(struct reader *reader)
{
    if (!event_skip(reader, YAML_STREAM_START_EVENT, "") ||
        !event_skip(reader, YAML_DOCUMENT_START_EVENT, "the file is empty, expected one YAML document"))
        return false;
    yaml_event_t event;
    if (!event_read(reader, &event))
        return false;
    reader->document->root = value_read(reader, &event, 1);
    yaml_event_delete(&event);
    return reader->document->root && event_skip(reader, YAML_DOCUMENT_END_EVENT, "") &&
           event_skip(reader, YAML_STREAM_END_EVENT, "a second document begins, expected one");
}

struct document *document_new(const char *file, const char *text, size_t length, struct pack_faults *faults)
{
    struct reader reader = {.document = memory_new(1, sizeof(struct document)),
                            .file = file,
                            .text = text,
                            .length = length,
                            .faults = faults};
    if (!yaml_parser_initialize(&reader.parser)) {
        reader_fail(&reader, 0, "out of memory");
        document_destroy(&reader.document);
        return NULL;
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text, length);
    if (!document_read(&reader))
        document_destroy(&reader.document);
    yaml_parser_delete(&reader.parser);
    return reader.document;
}

const struct node *document_root(const struct document *document)
{
    return document->root;
}

void document_destroy(struct document **document)
{
    if (!*document)
        return;
    struct node *node = (*document)->newest;
    while (node) {
        struct node *older = node->older;
        free(node->text);
        free(node);
        node = older;
    }
    free(*document);
    *document = NULL;
}
