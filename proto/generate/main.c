/* steward-gen OUTDIR: writes everything that is derived from proto/lifecycle.def, proto/messages.def and
 * proto/measures.def into OUTDIR, under the paths that it has in this repository. Exit 0 done, 1 a file could not be
 * written, 2 usage.
 */
#include <stdio.h>

#include "proto/generate/document.h"
#include "proto/generate/output.h"
#include "proto/generate/tables.h"

static const struct {
    const char *path;
    void (*write)(FILE *out);
} outputs[] = {
    {"docs/lifecycle.md", lifecycle_markdown_write},
    {"docs/protocol.md", protocol_markdown_write},
    {"proto/asyncapi.yaml", asyncapi_write},
    {"proto/schemas/error.reply.json", error_schema_write},
    {"deploy/migrations/generated/lifecycle.sql", sql_write},
    {"tests/golden/lifecycle-matrix.tsv", matrix_write},
    {"docs/reporting.md", reporting_markdown_write},
    {"deploy/migrations/generated/measures.sql", measures_sql_write},
};

static void schema_file_write(const char *folder, const struct message *message)
{
    char key[MESSAGE_KEY_BYTES];
    char path[MESSAGE_KEY_BYTES + 32];
    message_key(message, key);
    snprintf(path, sizeof path, "proto/schemas/%s.json", key);
    FILE *out = output_open(folder, path);
    message_schema_write(message, out);
    output_close(out, path);
}

int main(int argc, char **argv)
{
    if (argc != 2 || argv[1][0] == '-') {
        fputs("usage: steward-gen OUTDIR\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        FILE *out = output_open(argv[1], outputs[i].path);
        outputs[i].write(out);
        output_close(out, outputs[i].path);
    }
    for (size_t i = 0; i < message_count; i++)
        if (message_is_json(&messages[i]))
            schema_file_write(argv[1], &messages[i]);
    return 0;
}
