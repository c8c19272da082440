/* The YAML of a mapping: tables of its fields, read as those of city packs are. */
#include "services/ctl/standards/mapping.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/document.h"
#include "common/city/pack.h"
#include "common/city/record.h"

enum { FILE_BYTES_MOST = 1024 * 1024, NAME_MOST = 200, ORGANISATIONS_MOST = 2000, PREFIX_MOST = 16 };

static const struct kind hour_kinds[] = {
    {"continuous", LIMIT_CONTINUOUS, "自然时"}, {"working", LIMIT_WORKING_TIME, "工作时"}, {NULL, 0, NULL}};
static const struct kind day_kinds[] = {{"calendar", LIMIT_CALENDAR_DAYS, "自然日"},
                                        {"working", LIMIT_WORKING_DAYS, "工作日"},
                                        {"continuous", LIMIT_CONTINUOUS, "24小时"},
                                        {NULL, 0, NULL}};
static const struct kind small_code_kinds[] = {
    {"whole", SMALL_CODES_WHOLE, ""}, {"part", SMALL_CODES_PART, ""}, {NULL, 0, NULL}};

enum { TOP_COLUMNS, TOP_PREFIXES, TOP_WORDS, TOP_SMALL_CODES, TOP_ORGANISATIONS, TOPS };
static const struct field top_fields[TOPS] = {
    [TOP_COLUMNS] = {"columns", FIELD_MAP, OPTIONAL, 0, NULL},
    [TOP_PREFIXES] = {"prefixes", FIELD_MAP, OPTIONAL, 0, NULL},
    [TOP_WORDS] = {"words", FIELD_MAP, OPTIONAL, 0, NULL},
    [TOP_SMALL_CODES] = {"small_codes", FIELD_KIND, OPTIONAL, 0, small_code_kinds},
    [TOP_ORGANISATIONS] = {"organisations", FIELD_LIST, OPTIONAL, ORGANISATIONS_MOST, NULL},
};

static const struct field column_fields[STANDARD_COLUMNS] = {
    [STANDARD_TYPE] = {"type", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_LARGE_CODE] = {"large_code", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_LARGE_NAME] = {"large_name", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_SMALL_CODE] = {"small_code", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_SMALL_NAME] = {"small_name", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_CODE] = {"code", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_ORGANISATION] = {"organisation", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_SUPERVISOR] = {"supervisor", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_OPEN] = {"open", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_CLOSE] = {"close", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
    [STANDARD_LIMIT] = {"limit", FIELD_TEXT, OPTIONAL, NAME_MOST, NULL},
};

enum { KINDS = CATEGORY_EVENT };
static const struct field prefix_fields[KINDS] = {
    [CATEGORY_COMPONENT - 1] = {"component", FIELD_CODE, OPTIONAL, PREFIX_MOST, NULL},
    [CATEGORY_EVENT - 1] = {"event", FIELD_CODE, OPTIONAL, PREFIX_MOST, NULL},
};

enum { WORDS_HOUR, WORDS_DAY, WORDS };
static const struct field words_fields[WORDS] = {
    [WORDS_HOUR] = {"hour", FIELD_KIND, OPTIONAL, 0, hour_kinds},
    [WORDS_DAY] = {"day", FIELD_KIND, OPTIONAL, 0, day_kinds},
};

enum { ORGANISATION_NAME, ORGANISATION_CODE, ORGANISATION_FIELDS };
static const struct field organisation_fields[ORGANISATION_FIELDS] = {
    [ORGANISATION_NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [ORGANISATION_CODE] = {"code", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
};

/* Reads a mapping below the top; values of an absent one are all absent. */
static void part_read(const struct place *top, const char *name, const struct value *part, const struct field *fields,
                      int count, struct value *values)
{
    struct place within = *top;
    snprintf(within.path, sizeof within.path, "%s", name);
    memset(values, 0, (size_t)count * sizeof *values);
    if (part->node)
        record_read(&within, part->node, fields, count, values);
}

static void words_read(struct standards_mapping *mapping, const struct place *top, const struct value *part)
{
    struct value values[WORDS];
    part_read(top, "words", part, words_fields, WORDS, values);
    mapping->meaning = words_meaning_literal;
    if (values[WORDS_HOUR].node)
        mapping->meaning.hour = (enum limit_kind)values[WORDS_HOUR].number;
    if (values[WORDS_DAY].node)
        mapping->meaning.day = (enum limit_kind)values[WORDS_DAY].number;
}

static void organisations_read(struct standards_mapping *mapping, const struct place *top, const struct value *list)
{
    int count = list->node ? list->number : 0;
    mapping->organisations = memory_new((size_t)count + 1, sizeof *mapping->organisations);
    const struct node *node = count ? list->node->first : NULL;
    for (; node; node = node->next) {
        struct value values[ORGANISATION_FIELDS];
        struct place place = place_of_entry(top, "organisations", mapping->organisation_count);
        record_read(&place, node, organisation_fields, ORGANISATION_FIELDS, values);
        const struct value *name = &values[ORGANISATION_NAME], *code = &values[ORGANISATION_CODE];
        if (name->node && standards_mapping_find(mapping, name->text))
            place_fault(&place, name->node->line, "name", "is there twice");
        mapping->organisations[mapping->organisation_count++] =
            (struct mapping_organisation){name->node ? name->text : "", code->node ? code->text : NULL};
    }
}

static void top_read(struct standards_mapping *mapping, const struct place *top, const struct node *root)
{
    struct value values[TOPS], columns[STANDARD_COLUMNS], prefixes[KINDS];
    record_read(top, root, top_fields, TOPS, values);
    part_read(top, "columns", &values[TOP_COLUMNS], column_fields, STANDARD_COLUMNS, columns);
    for (int i = 0; i < STANDARD_COLUMNS; i++)
        mapping->columns[i] = columns[i].node ? columns[i].text : NULL;
    part_read(top, "prefixes", &values[TOP_PREFIXES], prefix_fields, KINDS, prefixes);
    for (int i = 0; i < KINDS; i++)
        if (prefixes[i].node)
            mapping->prefixes[i + 1] = prefixes[i].text;
    words_read(mapping, top, &values[TOP_WORDS]);
    mapping->small_codes = (enum small_codes)values[TOP_SMALL_CODES].number;
    organisations_read(mapping, top, &values[TOP_ORGANISATIONS]);
}

/* The file's text, to be freed; NULL, which was told, where it cannot be read. */
static char *text_read(const char *path, size_t *length, struct pack_faults *faults)
{
    FILE *stream = fopen(path, "rb");
    char *text = memory_new(FILE_BYTES_MOST + 1, 1);
    *length = stream ? fread(text, 1, FILE_BYTES_MOST + 1, stream) : 0;
    bool read = stream && !ferror(stream) && *length <= FILE_BYTES_MOST;
    if (!read) {
        pack_faults_add(faults, path, 0, "", "cannot be read%s%s, expected a mapping of at most %d bytes",
                        stream ? "" : ": ", stream ? "" : strerror(errno), FILE_BYTES_MOST);
        free(text);
        text = NULL;
    }
    if (stream)
        fclose(stream);
    return text;
}

struct standards_mapping *standards_mapping_read(const char *path_or_null, struct pack_faults *faults)
{
    struct standards_mapping *mapping = memory_new(1, sizeof *mapping);
    size_t before = faults->count, length;
    mapping->meaning = words_meaning_literal;
    for (int i = 0; i <= CATEGORY_EVENT; i++)
        mapping->prefixes[i] = "";
    if (!path_or_null)
        return mapping;
    char *text = text_read(path_or_null, &length, faults);
    mapping->document = text ? document_new(path_or_null, text, length, faults) : NULL;
    free(text);
    if (mapping->document)
        top_read(mapping, &(struct place){faults, path_or_null, ""}, document_root(mapping->document));
    if (faults->count != before)
        standards_mapping_destroy(&mapping);
    return mapping;
}

void standards_mapping_destroy(struct standards_mapping **mapping)
{
    if (!*mapping)
        return;
    document_destroy(&(*mapping)->document);
    free((*mapping)->organisations);
    free(*mapping);
    *mapping = NULL;
}

const struct mapping_organisation *standards_mapping_find(const struct standards_mapping *mapping, const char *name)
{
    for (int i = 0; i < mapping->organisation_count; i++)
        if (strcmp(mapping->organisations[i].name, name) == 0)
            return &mapping->organisations[i];
    return NULL;
}
