/* A YAML text as a tree in which every value knows its line.
 *
 * Only what a pack needs: one document of mappings, lists and texts, at most DOCUMENT_DEPTH_MOST deep. Anchors, aliases
 * and tags are refused, so that a small file cannot grow into a large tree. Numbers and booleans are texts here.
 */
#ifndef COMMON_CITY_DOCUMENT_H
#define COMMON_CITY_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/fault.h"

enum { DOCUMENT_DEPTH_MOST = 9 /* what the shape of an area has in GeoJSON */ };

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    int line;
    char *text; /* of NODE_TEXT, else NULL; valid UTF-8, but may hold NUL */
    size_t length;
    struct node *key;   /* of an entry of a map; always NODE_TEXT */
    struct node *first; /* of a list or map, in the order of the file */
    struct node *next;  /* in the same list or map */
    struct node *older; /* private: all nodes of the document */
};

struct document;

/* Parses it. NULL, with one fault added, where it is not such a document: a text that cannot be parsed is not read on.
 */
struct document *document_new(const char *file, const char *text, size_t length, struct pack_faults *faults);

const struct node *document_root(const struct document *document);

void document_destroy(struct document **document);

#endif
