/* The files that the generator writes: one that cannot be written whole ends the program with exit 1. */
#ifndef PROTO_GENERATE_OUTPUT_H
#define PROTO_GENERATE_OUTPUT_H

#include <stdio.h>

struct message;

/* Opens folder/path for writing and makes the folders on the way; close it with output_close. */
FILE *output_open(const char *folder, const char *path);
void output_close(FILE *file, const char *path);

/* What each output says. All of them only print to `out`, which the caller owns. */
void lifecycle_markdown_write(FILE *out); /* docs/lifecycle.md */
void lifecycle_drawing_write(FILE *out);  /* its box drawing and its Mermaid diagram */
void protocol_markdown_write(FILE *out);  /* docs/protocol.md */
void asyncapi_write(FILE *out);           /* proto/asyncapi.yaml */
void sql_write(FILE *out);                /* deploy/migrations/generated/lifecycle.sql */
void matrix_write(FILE *out);             /* tests/golden/lifecycle-matrix.tsv */
void reporting_markdown_write(FILE *out); /* docs/reporting.md */
void measures_sql_write(FILE *out);       /* deploy/migrations/generated/measures.sql */

/* proto/schemas/: one schema a message, and one for the body of a reply that is not ok. */
void message_schema_write(const struct message *message, FILE *out);
void error_schema_write(FILE *out);

#endif
