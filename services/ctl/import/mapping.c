/* The YAML of a mapping: tables of its fields, read as those of city packs are. */
#include "services/ctl/import/mapping.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/document.h"
#include "common/city/pack.h"
#include "common/city/record.h"

enum { FILE_BYTES_MOST = 1024 * 1024, COLUMN_NAME_MOST = 200, WORD_MOST = 200, TEXT_MOST = 2000 };
enum { YES = 1, NO = 2 };

const char *const mapping_column_names[MAPPING_COLUMNS] = {
    [COLUMN_KEY] = "key",
    [COLUMN_REPORTED] = "reported",
    [COLUMN_DUE] = "due",
    [COLUMN_CLOSED] = "closed",
    [COLUMN_ORGANISATION] = "organisation",
    [COLUMN_ORGANISATION_NAME] = "organisation_name",
    [COLUMN_CHANNEL] = "channel",
    [COLUMN_LATITUDE] = "latitude",
    [COLUMN_LONGITUDE] = "longitude",
};

const char *const mapping_text_names[MAPPING_TEXTS] = {
    [TEXT_TITLE] = "title",   [TEXT_DESCRIPTION] = "description", [TEXT_ADDRESS] = "address",
    [TEXT_RESULT] = "result", [TEXT_ANSWER] = "answer",
};

static const struct kind answers[] = {{"yes", YES, "是"}, {"no", NO, "否"}, {NULL, 0, NULL}};
static const struct kind stray_rules[] = {{"windows-1252", STRAY_WINDOWS_1252, ""},
                                          {"replace", STRAY_REPLACE, ""},
                                          {"reject", STRAY_REJECT, ""},
                                          {NULL, 0, NULL}};

enum { TOP_CITY, TOP_FILE, TOP_ACTOR, TOP_COLUMNS, TOP_AREA, TOP_CATEGORY, TOP_TEXTS, TOP_STATUS, TOP_LABEL, TOPS };
static const struct field top_fields[TOPS] = {
    [TOP_CITY] = {"city", FIELD_MAP, REQUIRED, 0, NULL},
    [TOP_FILE] = {"file", FIELD_MAP, REQUIRED, 0, NULL},
    [TOP_ACTOR] = {"actor", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [TOP_COLUMNS] = {"columns", FIELD_MAP, REQUIRED, 0, NULL},
    [TOP_AREA] = {"area", FIELD_LIST, REQUIRED, MAPPING_LEVELS_MOST, NULL},
    [TOP_CATEGORY] = {"category", FIELD_LIST, REQUIRED, MAPPING_LEVELS_MOST, NULL},
    [TOP_TEXTS] = {"texts", FIELD_MAP, REQUIRED, 0, NULL},
    [TOP_STATUS] = {"status", FIELD_MAP, OPTIONAL, 0, NULL},
    [TOP_LABEL] = {"label", FIELD_MAP, OPTIONAL, 0, NULL},
};

enum { CITY_CODE, CITY_NAME, CITY_TIMEZONE, CITY_SOURCE, CITY_LIMIT, CITY_WITHIN, CITY_TIMES, CITY_FIELDS };
static const struct field city_fields[CITY_FIELDS] = {
    [CITY_CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CITY_CODE_MOST, NULL},
    [CITY_NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [CITY_TIMEZONE] = {"timezone", FIELD_TEXT, REQUIRED, 64, NULL},
    [CITY_SOURCE] = {"source", FIELD_TEXT, REQUIRED, TEXT_MOST, NULL},
    [CITY_LIMIT] = {"limit", FIELD_LIMIT, REQUIRED, 0, NULL},
    [CITY_WITHIN] = {"return_within", FIELD_LIMIT, REQUIRED, 0, NULL},
    [CITY_TIMES] = {"return_times", FIELD_COUNT, REQUIRED, 100, NULL},
};

enum { FILE_TIME, FILE_TIMEZONE, FILE_STRAY, FILE_FIELDS };
static const struct field file_fields[FILE_FIELDS] = {
    [FILE_TIME] = {"time", FIELD_TEXT, REQUIRED, WORD_MOST, NULL},
    [FILE_TIMEZONE] = {"timezone", FIELD_TEXT, REQUIRED, 64, NULL},
    [FILE_STRAY] = {"stray_bytes", FIELD_KIND, REQUIRED, 0, stray_rules},
};

enum { LEVEL_COLUMN, LEVEL_PREFIX, LEVEL_NUMERIC, LEVEL_KIND, LEVEL_FIELDS };
static const struct field level_fields[LEVEL_FIELDS] = {
    [LEVEL_COLUMN] = {"column", FIELD_TEXT, REQUIRED, COLUMN_NAME_MOST, NULL},
    [LEVEL_PREFIX] = {"prefix", FIELD_TEXT, OPTIONAL, WORD_MOST, NULL},
    [LEVEL_NUMERIC] = {"numeric", FIELD_KIND, OPTIONAL, 0, answers},
    [LEVEL_KIND] = {"kind", FIELD_KIND, REQUIRED, 0, area_kinds}, /* of areas only: the last */
};

enum { TEXT_COLUMNS, TEXT_OTHERWISE, TEXT_CUT, TEXT_FIELDS };
static const struct field text_fields[TEXT_FIELDS] = {
    [TEXT_COLUMNS] = {"columns", FIELD_LIST, REQUIRED, MAPPING_COLUMNS_MOST, NULL},
    [TEXT_OTHERWISE] = {"otherwise", FIELD_TEXT, OPTIONAL, WORD_MOST, NULL},
    [TEXT_CUT] = {"cut", FIELD_KIND, OPTIONAL, 0, answers},
};

enum { STATUS_COLUMN, STATUS_OPEN, STATUS_CLOSED, STATUS_FIELDS };
static const struct field status_fields[STATUS_FIELDS] = {
    [STATUS_COLUMN] = {"column", FIELD_TEXT, REQUIRED, COLUMN_NAME_MOST, NULL},
    [STATUS_OPEN] = {"open", FIELD_LIST, REQUIRED, MAPPING_WORDS_MOST, NULL},
    [STATUS_CLOSED] = {"closed", FIELD_LIST, REQUIRED, MAPPING_WORDS_MOST, NULL},
};

enum { LABEL_COLUMN, LABEL_ON_TIME, LABEL_LATE, LABEL_FIELDS };
static const struct field label_fields[LABEL_FIELDS] = {
    [LABEL_COLUMN] = {"column", FIELD_TEXT, REQUIRED, COLUMN_NAME_MOST, NULL},
    [LABEL_ON_TIME] = {"on_time", FIELD_TEXT, REQUIRED, WORD_MOST, NULL},
    [LABEL_LATE] = {"late", FIELD_TEXT, REQUIRED, WORD_MOST, NULL},
};

static const struct field column_field = {"column", FIELD_TEXT, REQUIRED, COLUMN_NAME_MOST, NULL};
static const struct field word_field = {"word", FIELD_TEXT, REQUIRED, WORD_MOST, NULL};

/* The text of a value, or NULL where it is absent. */
static const char *text_of(const struct value *value)
{
    return value->node ? value->text : NULL;
}

static struct mapping_cell cell_of(const struct value *value)
{
    return (struct mapping_cell){text_of(value), value->node ? value->node->line : 0, -1};
}

/* Reads a mapping below `place` called `name`. Values of an absent one are all absent. */
static struct place part_read(const struct place *place, const char *name, const struct value *part,
                              const struct field *fields, int count, struct value *values)
{
    struct place within = *place;
    snprintf(within.path, sizeof within.path, "%.64s%s%.24s", place->path, *place->path ? "." : "", name);
    memset(values, 0, (size_t)count * sizeof *values);
    if (part->node)
        record_read(&within, part->node, fields, count, values);
    return within;
}

static void city_read(struct mapping_city *city, const struct place *top, const struct value *part)
{
    struct value values[CITY_FIELDS];
    part_read(top, "city", part, city_fields, CITY_FIELDS, values);
    *city = (struct mapping_city){
        .code = text_of(&values[CITY_CODE]),
        .name = text_of(&values[CITY_NAME]),
        .timezone = text_of(&values[CITY_TIMEZONE]),
        .source = text_of(&values[CITY_SOURCE]),
        .limit = values[CITY_LIMIT].limit,
        .return_within = values[CITY_WITHIN].limit,
        .return_times = values[CITY_TIMES].number,
    };
}

static void file_read(struct mapping *mapping, const struct place *top, const struct value *part)
{
    struct value values[FILE_FIELDS];
    part_read(top, "file", part, file_fields, FILE_FIELDS, values);
    mapping->time_format = text_of(&values[FILE_TIME]);
    mapping->timezone = text_of(&values[FILE_TIMEZONE]);
    mapping->stray = (enum stray_rule)values[FILE_STRAY].number;
}

static void columns_read(struct mapping *mapping, const struct place *top, const struct value *part)
{
    static const bool required[MAPPING_COLUMNS] = {
        [COLUMN_KEY] = true,          [COLUMN_REPORTED] = true, [COLUMN_CLOSED] = true,
        [COLUMN_ORGANISATION] = true, [COLUMN_CHANNEL] = true,
    };
    struct field fields[MAPPING_COLUMNS];
    struct value values[MAPPING_COLUMNS];
    for (int i = 0; i < MAPPING_COLUMNS; i++) {
        fields[i] = column_field;
        fields[i].name = mapping_column_names[i];
        fields[i].need = required[i] ? REQUIRED : OPTIONAL;
    }
    struct place place = part_read(top, "columns", part, fields, MAPPING_COLUMNS, values);
    for (int i = 0; i < MAPPING_COLUMNS; i++)
        mapping->columns[i] = cell_of(&values[i]);
    if (part->node && values[COLUMN_LATITUDE].present != values[COLUMN_LONGITUDE].present)
        place_fault(&place, part->node->line, "", "has one of latitude and longitude, expected both or none");
}

static void path_read(struct mapping_path *path, const struct place *top, const char *name, const struct value *part,
                      bool with_kind)
{
    for (const struct node *node = part->node ? part->node->first : NULL; node; node = node->next) {
        struct value values[LEVEL_FIELDS] = {0};
        struct place place = place_of_entry(top, name, path->count);
        record_read(&place, node, level_fields, with_kind ? LEVEL_FIELDS : LEVEL_KIND, values);
        path->levels[path->count++] = (struct mapping_level){
            .cell = cell_of(&values[LEVEL_COLUMN]),
            .prefix = text_of(&values[LEVEL_PREFIX]),
            .numeric = values[LEVEL_NUMERIC].number == YES,
            .kind = values[LEVEL_KIND].number,
        };
    }
}

static void text_read(struct mapping_text *text, const struct place *place, const char *name, const struct value *part)
{
    struct value values[TEXT_FIELDS], column;
    struct place within = part_read(place, name, part, text_fields, TEXT_FIELDS, values);
    const struct node *list = values[TEXT_COLUMNS].node;
    for (const struct node *node = list ? list->first : NULL; node; node = node->next) {
        value_read(&within, node, &column_field, &column);
        text->columns[text->count++] = cell_of(&column);
    }
    text->otherwise = text_of(&values[TEXT_OTHERWISE]);
    text->cut = values[TEXT_CUT].number == YES;
}

static void texts_read(struct mapping *mapping, const struct place *top, const struct value *part)
{
    static const bool required[MAPPING_TEXTS] = {[TEXT_TITLE] = true, [TEXT_RESULT] = true, [TEXT_ANSWER] = true};
    struct field fields[MAPPING_TEXTS];
    struct value values[MAPPING_TEXTS];
    for (int i = 0; i < MAPPING_TEXTS; i++)
        fields[i] = (struct field){mapping_text_names[i], FIELD_MAP, required[i] ? REQUIRED : OPTIONAL, 0, NULL};
    struct place place = part_read(top, "texts", part, fields, MAPPING_TEXTS, values);
    for (int i = 0; i < MAPPING_TEXTS; i++)
        text_read(&mapping->texts[i], &place, mapping_text_names[i], &values[i]);
}

static void words_read(struct mapping_words *words, const struct place *place, const struct value *list)
{
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next) {
        struct value word;
        value_read(place, node, &word_field, &word);
        if (word.node)
            words->words[words->count++] = word.text;
    }
}

static void status_read(struct mapping *mapping, const struct place *top, const struct value *part)
{
    struct value values[STATUS_FIELDS];
    struct place place = part_read(top, "status", part, status_fields, STATUS_FIELDS, values);
    mapping->status = cell_of(&values[STATUS_COLUMN]);
    words_read(&mapping->status_open, &place, &values[STATUS_OPEN]);
    words_read(&mapping->status_closed, &place, &values[STATUS_CLOSED]);
}

static void label_read(struct mapping *mapping, const struct place *top, const struct value *part)
{
    struct value values[LABEL_FIELDS];
    part_read(top, "label", part, label_fields, LABEL_FIELDS, values);
    mapping->label = cell_of(&values[LABEL_COLUMN]);
    mapping->label_on_time = text_of(&values[LABEL_ON_TIME]);
    mapping->label_late = text_of(&values[LABEL_LATE]);
}

static void mapping_take(struct mapping *mapping, const struct node *root, struct pack_faults *faults)
{
    struct value values[TOPS] = {0};
    struct place top = {faults, mapping->file, ""};
    record_read(&top, root, top_fields, TOPS, values);
    mapping->actor = text_of(&values[TOP_ACTOR]);
    city_read(&mapping->city, &top, &values[TOP_CITY]);
    file_read(mapping, &top, &values[TOP_FILE]);
    columns_read(mapping, &top, &values[TOP_COLUMNS]);
    path_read(&mapping->area, &top, "area", &values[TOP_AREA], true);
    path_read(&mapping->category, &top, "category", &values[TOP_CATEGORY], false);
    texts_read(mapping, &top, &values[TOP_TEXTS]);
    status_read(mapping, &top, &values[TOP_STATUS]);
    label_read(mapping, &top, &values[TOP_LABEL]);
}

/* The whole file with a NUL behind it, to be freed; NULL where it cannot be read. */
static char *file_text(const char *path, size_t *length, struct pack_faults *faults)
{
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        pack_faults_add(faults, path, 0, "", "cannot be opened: %s", strerror(errno));
        return NULL;
    }
    char *text = memory_new(FILE_BYTES_MOST + 1, 1);
    *length = fread(text, 1, FILE_BYTES_MOST, stream);
    const char *fault = ferror(stream) ? "cannot be read" : *length == FILE_BYTES_MOST ? "is longer than 1 MiB" : NULL;
    fclose(stream);
    if (!fault)
        return text;
    pack_faults_add(faults, path, 0, "", "%s", fault);
    free(text);
    return NULL;
}

struct mapping *mapping_read(const char *path, struct pack_faults *faults)
{
    size_t length = 0, before = faults->count;
    char *text = file_text(path, &length, faults);
    if (!text)
        return NULL;
    struct mapping *mapping = memory_new(1, sizeof *mapping);
    mapping->file = path;
    mapping->document = document_new(path, text, length, faults);
    free(text);
    if (mapping->document)
        mapping_take(mapping, document_root(mapping->document), faults);
    if (faults->count > before)
        mapping_destroy(&mapping);
    pack_faults_sort(faults);
    return mapping;
}

void mapping_destroy(struct mapping **mapping)
{
    if (!*mapping)
        return;
    if ((*mapping)->document)
        document_destroy(&(*mapping)->document);
    free(*mapping);
    *mapping = NULL;
}
