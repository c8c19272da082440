/* Walks through the directory of a ZIP archive (PKWARE's APPNOTE 4.3; no ZIP64, as libxlsxwriter writes none) and
 * inflates each part once: its beginning, its end and where the rows stand are enough. */
#include "common/output/archive.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum {
    DIRECTORY_END_BYTES = 22, /* it is written without a comment */
    DIRECTORY_ENTRY_BYTES = 46,
    LOCAL_HEADER_BYTES = 30,
    NAME_BYTES = 64,
    HEAD_BYTES = 256,
    TAIL_BYTES = 64,
    BLOCK = 65536,
    DEFLATED = 8,
};

/* A part of the archive, and what was seen of its text. */
struct seen {
    char name[NAME_BYTES];
    char head[HEAD_BYTES + 1], tail[TAIL_BYTES + 1];
    size_t head_length, tail_length;
    int64_t length;               /* so far */
    int64_t rows_begin, rows_end; /* behind <sheetData>, before </sheetData>; -1: not seen */
};

static uint32_t number(const unsigned char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes - 1; i >= 0; i--)
        value = value << 8 | at[i];
    return value;
}

static bool bytes_at(FILE *stream, int64_t at, unsigned char *out, size_t length)
{
    return fseeko(stream, at, SEEK_SET) == 0 && fread(out, 1, length, stream) == length;
}

/* Where `mark` begins in tail and text together, counted from the beginning of the part; -1: nowhere. */
static int64_t mark_find(const struct seen *seen, const unsigned char *text, size_t length, const char *mark)
{
    unsigned char seam[TAIL_BYTES * 2];
    size_t after = length < TAIL_BYTES ? length : TAIL_BYTES;
    memcpy(seam, seen->tail, seen->tail_length);
    memcpy(seam + seen->tail_length, text, after);
    const unsigned char *found = memmem(seam, seen->tail_length + after, mark, strlen(mark));
    if (found)
        return seen->length - (int64_t)seen->tail_length + (found - seam);
    found = memmem(text, length, mark, strlen(mark));
    return found ? seen->length + (found - text) : -1;
}

static void tail_keep(struct seen *seen, const unsigned char *text, size_t length)
{
    if (length >= TAIL_BYTES) {
        memcpy(seen->tail, text + length - TAIL_BYTES, TAIL_BYTES);
        seen->tail_length = TAIL_BYTES;
        return;
    }
    size_t kept = seen->tail_length + length > TAIL_BYTES ? TAIL_BYTES - length : seen->tail_length;
    memmove(seen->tail, seen->tail + seen->tail_length - kept, kept);
    memcpy(seen->tail + kept, text, length);
    seen->tail_length = kept + length;
}

static void text_see(struct seen *seen, const unsigned char *text, size_t length)
{
    static const char begin[] = "<sheetData>";
    size_t room = HEAD_BYTES - seen->head_length, more = length < room ? length : room;
    memcpy(seen->head + seen->head_length, text, more);
    seen->head_length += more;
    int64_t found = seen->rows_begin < 0 ? mark_find(seen, text, length, begin) : -1;
    if (found >= 0)
        seen->rows_begin = found + (int64_t)strlen(begin);
    found = seen->rows_end < 0 ? mark_find(seen, text, length, "</sheetData>") : -1;
    if (found >= 0)
        seen->rows_end = found;
    tail_keep(seen, text, length);
    seen->length += (int64_t)length;
}

/* The stream stands where the part begins. */
static bool part_inflate(FILE *stream, struct seen *seen)
{
    static unsigned char in[BLOCK], out[BLOCK];
    z_stream z = {0};
    int state = inflateInit2(&z, -MAX_WBITS); /* no header of zlib's */
    while (state == Z_OK) {
        if (z.avail_in == 0) {
            z.avail_in = (uInt)fread(in, 1, sizeof in, stream);
            z.next_in = in;
        }
        z.next_out = out;
        z.avail_out = sizeof out;
        state = inflate(&z, Z_NO_FLUSH);
        if (state == Z_OK || state == Z_STREAM_END)
            text_see(seen, out, sizeof out - z.avail_out);
    }
    inflateEnd(&z);
    return state == Z_STREAM_END;
}

/* XML whose last tag closes the first. */
static bool part_ends(const struct seen *seen)
{
    char name[NAME_BYTES] = "";
    const char *root = strstr(seen->head, "?>");
    if (!root || sscanf(root + 2, " <%63[^ />]", name) != 1)
        return false;
    size_t length = strlen(name);
    const char *end = seen->tail + seen->tail_length;
    while (end > seen->tail && end[-1] == '\n')
        end--;
    if ((size_t)(end - seen->tail) < length + 3 || end[-1] != '>')
        return false;
    return end[-2] == '/' || (memcmp(end - 1 - length, name, length) == 0 && memcmp(end - 3 - length, "</", 2) == 0);
}

static bool rows_whole(const struct seen *seen, const int64_t *rows, size_t count)
{
    size_t sheet;
    if (sscanf(seen->name, "xl/worksheets/sheet%zu.xml", &sheet) != 1)
        return true;
    if (sheet < 1 || sheet > count)
        return false;
    if (seen->rows_begin < 0) /* <sheetData/> */
        return rows[sheet - 1] == 0;
    return seen->rows_end - seen->rows_begin == rows[sheet - 1];
}

static bool part_check(FILE *stream, const unsigned char *entry, struct seen *seen, const int64_t *rows, size_t count)
{
    unsigned char local[LOCAL_HEADER_BYTES];
    int64_t at = number(entry + 42, 4);
    if (number(entry + 10, 2) != DEFLATED || !bytes_at(stream, at, local, sizeof local))
        return false;
    at += LOCAL_HEADER_BYTES + number(local + 26, 2) + number(local + 28, 2);
    return fseeko(stream, at, SEEK_SET) == 0 && part_inflate(stream, seen) && part_ends(seen) &&
           rows_whole(seen, rows, count);
}

static bool archive_check(FILE *stream, const int64_t *rows, size_t count)
{
    unsigned char end[DIRECTORY_END_BYTES], entry[DIRECTORY_ENTRY_BYTES];
    if (fseeko(stream, 0, SEEK_END) != 0 || !bytes_at(stream, ftello(stream) - DIRECTORY_END_BYTES, end, sizeof end) ||
        memcmp(end, "PK\5\6", 4) != 0)
        return false;
    int64_t at = number(end + 16, 4);
    for (uint32_t left = number(end + 10, 2); left > 0; left--) {
        struct seen seen = {.rows_begin = -1, .rows_end = -1};
        if (!bytes_at(stream, at, entry, sizeof entry) || memcmp(entry, "PK\1\2", 4) != 0)
            return false;
        uint32_t name = number(entry + 28, 2);
        if (name >= NAME_BYTES || fread(seen.name, 1, name, stream) != name ||
            !part_check(stream, entry, &seen, rows, count))
            return false;
        at += DIRECTORY_ENTRY_BYTES + name + number(entry + 30, 2) + number(entry + 32, 2);
    }
    return true;
}

bool archive_whole(const char *path, const int64_t *rows, size_t count)
{
    FILE *stream = fopen(path, "r");
    if (!stream)
        return false;
    bool whole = archive_check(stream, rows, count);
    fclose(stream);
    return whole;
}
