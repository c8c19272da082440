/* Each part of a row is read by one function, which fills `reason` where it cannot be. */
#include "services/ctl/import/row.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/base/memory.h"
#include "common/city/pack.h"
#include "services/ctl/import/local_time.h"

static const size_t text_most[MAPPING_TEXTS] = {
    [TEXT_TITLE] = 400, [TEXT_DESCRIPTION] = 4000, [TEXT_ADDRESS] = 400, [TEXT_RESULT] = 4000, [TEXT_ANSWER] = 4000};
static const bool text_one_line[MAPPING_TEXTS] = {[TEXT_TITLE] = true, [TEXT_ADDRESS] = true};

__attribute__((format(printf, 2, 3))) static bool refuse(char *reason, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, ROW_REASON_BYTES, format, arguments);
    va_end(arguments);
    return false;
}

/* The cell as valid UTF-8, to be freed; NULL, with a reason, where its bytes are rejected. */
static char *cell_clean(const struct mapping *mapping, const char *name, int column, const struct record *record,
                        bool one_line, size_t *length, char *reason)
{
    size_t at = 0;
    char *clean = memory_new(STRAY_ROOM(record->lengths[column]), 1);
    long result = text_clean(record->cells[column], record->lengths[column], mapping->stray, one_line, clean, &at);
    if (result >= 0) {
        *length = (size_t)result;
        return clean;
    }
    refuse(reason, "%s: byte %zu is not valid UTF-8", name, at + 1);
    free(clean);
    return NULL;
}

/* One line into a buffer. */
static bool cell_take(const struct mapping *mapping, const char *name, int column, const struct record *record,
                      char *out, size_t size, char *reason)
{
    size_t length;
    *out = '\0';
    if (column < 0)
        return true;
    char *clean = cell_clean(mapping, name, column, record, true, &length, reason);
    bool fits = clean && length < size;
    if (fits)
        memcpy(out, clean, length + 1);
    else if (clean)
        refuse(reason, "%s: is %zu bytes long, expected at most %zu", name, length, size - 1);
    free(clean);
    return fits;
}

bool row_cell(const struct mapping *mapping, enum mapping_column column, const struct record *record, char *out,
              size_t size, char reason[ROW_REASON_BYTES])
{
    return cell_take(mapping, mapping_column_names[column], mapping->columns[column].index, record, out, size, reason);
}

/* How long a key may be, so that "import:<city>:<key>:dispatch" is still an idempotency key of 64 bytes. */
static size_t key_most(const struct mapping *mapping)
{
    size_t most = 64 - strlen("import::") - strlen(":dispatch") - strlen(mapping->city.code);
    return most < ROW_KEY_MOST ? most : ROW_KEY_MOST;
}

static bool key_read(const struct mapping *mapping, const struct record *record, struct row *row, char *reason)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    if (!row_cell(mapping, COLUMN_KEY, record, row->key, sizeof row->key, reason))
        return false;
    size_t length = strlen(row->key);
    if (length && length <= key_most(mapping) && strspn(row->key, allowed) == length)
        return true;
    return refuse(reason, "key: '%s' is not 1 to %zu characters of A-Z a-z 0-9 . _ -", row->key, key_most(mapping));
}

/* A time, or *present = false where the cell is empty. */
static bool time_read(const struct mapping *mapping, enum mapping_column column, const struct record *record,
                      int64_t *out, bool *present, char *reason)
{
    char text[64];
    if (!row_cell(mapping, column, record, text, sizeof text, reason))
        return false;
    *present = *text != '\0';
    if (!*present || local_time_read(mapping->time_format, text, out))
        return true;
    return refuse(reason, "%s: '%s' is not a time of the form %s since 1970", mapping_column_names[column], text,
                  mapping->time_format);
}

static bool words_hold(const struct mapping_words *words, const char *word)
{
    for (int i = 0; i < words->count; i++)
        if (strcmp(words->words[i], word) == 0)
            return true;
    return false;
}

/* Is the row closed: by its status where that is mapped, else by its time of closing. */
static bool status_read(const struct mapping *mapping, const struct record *record, bool has_closed, struct row *row,
                        char *reason)
{
    char word[201];
    row->is_closed = has_closed;
    if (mapping->status.index < 0)
        return true;
    if (!cell_take(mapping, "status", mapping->status.index, record, word, sizeof word, reason))
        return false;
    row->is_closed = words_hold(&mapping->status_closed, word);
    if (!row->is_closed && !words_hold(&mapping->status_open, word))
        return refuse(reason, "status: '%s' is none of the mapping's words for open and closed", word);
    return !row->is_closed || has_closed || refuse(reason, "closed: is empty, though the status is '%s'", word);
}

static bool times_read(const struct mapping *mapping, const struct record *record, struct row *row, char *reason)
{
    bool has_reported, has_closed;
    if (!time_read(mapping, COLUMN_REPORTED, record, &row->reported, &has_reported, reason) ||
        !time_read(mapping, COLUMN_DUE, record, &row->due, &row->has_due, reason) ||
        !time_read(mapping, COLUMN_CLOSED, record, &row->closed, &has_closed, reason))
        return false;
    if (!has_reported)
        return refuse(reason, "reported: is empty");
    return status_read(mapping, record, has_closed, row, reason);
}

/* Reads a number of degrees. */
static bool degrees_read(const struct mapping *mapping, enum mapping_column column, const struct record *record,
                         double most, double *out, bool *present, char *reason)
{
    char text[64], *end;
    if (!row_cell(mapping, column, record, text, sizeof text, reason))
        return false;
    *present = *text != '\0';
    *out = strtod(text, &end);
    if (!*present || (end != text && !*end && isfinite(*out) && fabs(*out) <= most))
        return true;
    return refuse(reason, "%s: '%s' is not a number from -%g to %g", mapping_column_names[column], text, most, most);
}

static bool place_read(const struct mapping *mapping, const struct record *record, struct row *row, char *reason)
{
    bool has_latitude, has_longitude;
    if (!degrees_read(mapping, COLUMN_LATITUDE, record, 90, &row->latitude, &has_latitude, reason) ||
        !degrees_read(mapping, COLUMN_LONGITUDE, record, 180, &row->longitude, &has_longitude, reason))
        return false;
    row->has_place = has_latitude && has_longitude;
    return true;
}

/* What a level's cell says, with its prefix and without leading zeros. */
static void level_shape(const struct mapping_level *level, char *text, size_t size)
{
    size_t prefix = level->prefix ? strlen(level->prefix) : 0;
    char *value = prefix && strncmp(text, level->prefix, prefix) == 0 ? text + prefix : text;
    if (!*text)
        return;
    value += strspn(value, " ");
    while (level->numeric && value[0] == '0' && value[1])
        value++;
    size_t length = strlen(value), gap = prefix && level->prefix[prefix - 1] != ' ' ? 1 : 0;
    if (prefix + gap + length + 1 > size)
        return;
    memmove(text + prefix + gap, value, length + 1);
    if (prefix)
        memcpy(text, level->prefix, prefix);
    if (gap)
        text[prefix] = ' ';
}

bool row_path(const struct mapping *mapping, const struct mapping_path *path, const struct record *record,
              struct path_names *out, char reason[ROW_REASON_BYTES])
{
    out->count = 0;
    for (int i = 0; i < path->count; i++) {
        const struct mapping_level *level = &path->levels[i];
        char *text = out->room[out->count];
        if (!cell_take(mapping, level->cell.name, level->cell.index, record, text, sizeof out->room[0], reason))
            return false;
        level_shape(level, text, sizeof out->room[0]);
        if (!*text || (path == &mapping->area && strcasecmp(text, mapping->city.name) == 0))
            continue;
        out->kinds[out->count] = level->kind;
        out->names[out->count++] = text;
    }
    return true;
}

static bool references_read(const struct mapping *mapping, const struct record *record, struct row *row, char *reason)
{
    struct path_names path;
    char name[201];
    if (!row_path(mapping, &mapping->area, record, &path, reason))
        return false;
    if (path.count)
        code_of_path(row->area, path.names, path.count, PACK_CODE_MOST);
    else
        snprintf(row->area, sizeof row->area, "%s", mapping->city.code);
    if (!row_path(mapping, &mapping->category, record, &path, reason))
        return false;
    if (!path.count)
        return refuse(reason, "category: is empty");
    code_of_path(row->category, path.names, path.count, PACK_CODE_MOST);
    if (!row_cell(mapping, COLUMN_ORGANISATION, record, name, sizeof name, reason))
        return false;
    if (!*name)
        return refuse(reason, "organisation: is empty");
    code_of_name(row->organisation, name, PACK_CODE_MOST);
    if (!row_cell(mapping, COLUMN_CHANNEL, record, name, sizeof name, reason))
        return false;
    if (!*name)
        return refuse(reason, "channel: is empty");
    code_of_name(row->channel, name, PACK_CHANNEL_CODE_MOST);
    return true;
}

/* Cuts a text off at a character's end, with an ellipsis. */
static void text_cut(char *text, size_t most)
{
    static const char ellipsis[] = "…";
    size_t end = most - (sizeof ellipsis - 1);
    while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
        end--;
    memcpy(text + end, ellipsis, sizeof ellipsis);
}

static bool text_read(const struct mapping *mapping, int which, const struct record *record, struct row *row,
                      char *reason)
{
    const struct mapping_text *text = &mapping->texts[which];
    const char *name = mapping_text_names[which];
    size_t length = 0;
    char *clean = NULL;
    for (int i = 0; i < text->count && !length; i++) {
        free(clean);
        clean = cell_clean(mapping, name, text->columns[i].index, record, text_one_line[which], &length, reason);
        if (!clean)
            return false;
    }
    if (!length && text->otherwise) {
        free(clean);
        length = strlen(text->otherwise);
        clean = memory_text(text->otherwise, length);
    }
    row->texts[which] = clean;
    if (length <= text_most[which])
        return true;
    if (!text->cut)
        return refuse(reason, "%s: is %zu bytes long, expected at most %zu", name, length, text_most[which]);
    text_cut(clean, text_most[which]);
    row->cut = true;
    return true;
}

static bool texts_read(const struct mapping *mapping, const struct record *record, struct row *row, char *reason)
{
    for (int i = 0; i < MAPPING_TEXTS; i++) {
        bool needed = i == TEXT_TITLE || (row->is_closed && (i == TEXT_RESULT || i == TEXT_ANSWER));
        if (!text_read(mapping, i, record, row, reason))
            return false;
        if (needed && (!row->texts[i] || !*row->texts[i]))
            return refuse(reason, "%s: is empty, and the mapping has no 'otherwise' for it", mapping_text_names[i]);
    }
    return true;
}

static bool row_label(const struct mapping *mapping, const struct record *record, struct row *row, char *reason)
{
    char word[201];
    if (!cell_take(mapping, "label", mapping->label.index, record, word, sizeof word, reason))
        return false;
    if (mapping->label.index < 0 || !*word)
        return true;
    row->label = strcmp(word, mapping->label_on_time) == 0 ? ROW_ON_TIME
                 : strcmp(word, mapping->label_late) == 0  ? ROW_LATE
                                                           : ROW_UNLABELLED;
    return true;
}

bool row_read(const struct mapping *mapping, const struct record *record, struct row *out,
              char reason[ROW_REASON_BYTES])
{
    return key_read(mapping, record, out, reason) && times_read(mapping, record, out, reason) &&
           place_read(mapping, record, out, reason) && references_read(mapping, record, out, reason) &&
           texts_read(mapping, record, out, reason) && row_label(mapping, record, out, reason);
}

void row_clear(struct row *row)
{
    for (int i = 0; i < MAPPING_TEXTS; i++)
        free(row->texts[i]);
    *row = (struct row){0};
}
