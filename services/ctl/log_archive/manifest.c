/* Written under another name and renamed, so that it is there whole or not at all. */
#include "services/ctl/log_archive/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FORMAT "steward log archive 1"

enum { PATH_BYTES = 4200 };

static bool fail(char error[LINES_ERROR_BYTES], const char *path, const char *what)
{
    snprintf(error, LINES_ERROR_BYTES, "%.300s: %s", path, what);
    return false;
}

static json_t *manifest_json(const struct manifest *manifest, const char *name, const char *timezone, const char *file)
{
    const char *slash = strrchr(file, '/');
    const struct lines_sum *sum = &manifest->sum;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:s, s:s, s:s, s:O}", "format", FORMAT, "city",
                     manifest->city, "name", name, "timezone", timezone, "file", slash ? slash + 1 : file, "first",
                     (json_int_t)sum->first, "last", (json_int_t)sum->last, "events", (json_int_t)sum->events, "bytes",
                     (json_int_t)sum->bytes, "sha256", sum->hash, "columns", manifest->columns, "schema",
                     manifest->schema, "codes", manifest->codes);
}

/* Whole and on the disk, or false with errno. */
static bool text_write(const char *path, const json_t *json)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (descriptor < 0)
        return false;
    bool good = json_dumpfd(json, descriptor, JSON_INDENT(2)) == 0 && write(descriptor, "\n", 1) == 1;
    good = fsync(descriptor) == 0 && good;
    return close(descriptor) == 0 && good;
}

bool manifest_write(const struct manifest *manifest, const char *name, const char *timezone, const char *file,
                    char error[LINES_ERROR_BYTES])
{
    char path[PATH_BYTES], part[PATH_BYTES];
    json_t *json = manifest_json(manifest, name, timezone, file);
    snprintf(path, sizeof path, "%.4000s.json", file);
    snprintf(part, sizeof part, "%.4000s.json.part", file);
    bool written = json && text_write(part, json) && rename(part, path) == 0;
    json_decref(json);
    return written || fail(error, path, strerror(errno));
}

static bool manifest_take(struct manifest *out, json_t *json)
{
    const char *format, *city, *columns, *schema, *hash;
    json_int_t first, last, events, bytes;
    if (json_unpack(json, "{s:s, s:s, s:I, s:I, s:I, s:I, s:s, s:s, s:s, s:O}", "format", &format, "city", &city,
                    "first", &first, "last", &last, "events", &events, "bytes", &bytes, "sha256", &hash, "columns",
                    &columns, "schema", &schema, "codes", &out->codes) != 0)
        return false;
    out->sum = (struct lines_sum){.events = events, .first = first, .last = last, .bytes = bytes};
    snprintf(out->sum.hash, sizeof out->sum.hash, "%s", hash);
    snprintf(out->city, sizeof out->city, "%s", city);
    snprintf(out->columns, sizeof out->columns, "%s", columns);
    snprintf(out->schema, sizeof out->schema, "%s", schema);
    return strcmp(format, FORMAT) == 0 && strlen(columns) < sizeof out->columns && json_is_object(out->codes);
}

bool manifest_read(struct manifest *out, const char *file, char error[LINES_ERROR_BYTES])
{
    char path[PATH_BYTES];
    json_error_t fault;
    memset(out, 0, sizeof *out);
    snprintf(path, sizeof path, "%.4000s.json", file);
    json_t *json = json_load_file(path, 0, &fault);
    if (!json)
        return fail(error, path, fault.line > 0 ? fault.text : strerror(errno));
    bool taken = manifest_take(out, json);
    json_decref(json);
    if (taken)
        return true;
    manifest_clear(out);
    return fail(error, path, "is no manifest of \"" FORMAT "\"");
}

void manifest_clear(struct manifest *manifest)
{
    json_decref(manifest->codes);
    manifest->codes = NULL;
}
