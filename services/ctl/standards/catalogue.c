/* Row by row: its category, then its standard. A row with a fault still adds what it can, so that all faults are told
 * and none twice. */
#include "services/ctl/standards/catalogue.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/standards/private.h"

enum { CODE_BYTES = 256, MESSAGE_BYTES = 512 };

void catalogue_fault(const struct catalogue *catalogue, int row, enum standard_column column, const char *format, ...)
{
    char message[MESSAGE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    pack_faults_add(catalogue->faults, catalogue->options.file, row, standard_column_name(column), "%s", message);
}

bool catalogue_code_check(const struct catalogue *catalogue, int row, enum standard_column column, const char *text)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t length = strlen(text);
    char quote[FAULT_QUOTE_BYTES];
    if (length && length <= PACK_CODE_MOST && strspn(text, allowed) == length)
        return true;
    catalogue_fault(catalogue, row, column, "%s is not a code, expected 1 to %d characters A-Z a-z 0-9 . _ -",
                    fault_quote(text, length, quote), PACK_CODE_MOST);
    return false;
}

/* A text that a standard must have. */
static const char *condition_read(const struct catalogue *catalogue, const struct standards_row *row,
                                  enum standard_column column)
{
    const char *text = row->cells[column];
    if (!*text && text != standards_cell_faulty)
        catalogue_fault(catalogue, row->number, column, "is empty, expected a condition");
    else if (strlen(text) > PACK_CONDITION_MOST)
        catalogue_fault(catalogue, row->number, column, "is too long, expected at most %d bytes", PACK_CONDITION_MOST);
    return text;
}

static struct limit limit_read(const struct catalogue *catalogue, const struct standards_row *row)
{
    const char *text = row->cells[STANDARD_LIMIT];
    char quote[FAULT_QUOTE_BYTES];
    struct limit limit = {LIMIT_CONTINUOUS, 0};
    if (text == standards_cell_faulty)
        return limit;
    if (!*text)
        catalogue_fault(catalogue, row->number, STANDARD_LIMIT, "is empty, expected " WORDS_EXPECTED);
    else if (!words_parse(text, strlen(text), &catalogue->mapping->meaning, &limit))
        catalogue_fault(catalogue, row->number, STANDARD_LIMIT, "%s is not a limit, expected " WORDS_EXPECTED,
                        fault_quote(text, strlen(text), quote));
    else if (limit.kind != LIMIT_CONTINUOUS && !catalogue->pack->calendar)
        catalogue_fault(catalogue, row->number, STANDARD_LIMIT,
                        "\"%s\" counts by a calendar, and the city has no calendar.yaml", text);
    return limit;
}

static bool name_is_none(const char *name)
{
    static const char *const none[] = {"", "无", "-", "—", "——", "－", "/"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(name, none[i]) == 0)
            return true;
    return false;
}

/* How many organisations of the pack have the name; *found is the last. */
static int organisations_named(const struct pack *pack, const char *name, int *found)
{
    int count = 0;
    for (int i = 0; i < pack->organisation_count; i++)
        if (strcmp(pack->organisations[i].name, name) == 0) {
            *found = i;
            count++;
        }
    return count;
}

/* The code of the organisation that a cell names, by its name, its code, or as the mapping says; or NULL. */
static const char *organisation_read(const struct catalogue *catalogue, const struct standards_row *row,
                                     enum standard_column column)
{
    const char *name = row->cells[column];
    char quote[FAULT_QUOTE_BYTES];
    if (name_is_none(name))
        return NULL;
    const struct mapping_organisation *mapped = standards_mapping_find(catalogue->mapping, name);
    if (mapped && !mapped->code)
        return NULL;
    const char *sought = mapped ? mapped->code : name;
    int found = pack_organisation_find(catalogue->pack, sought, strlen(sought));
    int named = found < 0 && !mapped ? organisations_named(catalogue->pack, name, &found) : 0;
    if (named > 1)
        catalogue_fault(catalogue, row->number, column, "%s is the name of %d organisations, expected the code of one",
                        fault_quote(name, strlen(name), quote), named);
    else if (found < 0 && mapped)
        catalogue_fault(catalogue, row->number, column, "\"%s\", as which the mapping has it, is no organisation",
                        sought);
    else if (found < 0)
        catalogue_fault(catalogue, row->number, column,
                        "%s is no organisation of organisations.yaml, expected the name or code of one, or a mapping "
                        "that tells its code",
                        fault_quote(name, strlen(name), quote));
    return found < 0 ? NULL : catalogue->pack->organisations[found].code;
}

/* The standard's own code, else that of its category with a number. */
static void code_write(const struct catalogue *catalogue, const struct standards_row *row, int category,
                       char code[CODE_BYTES])
{
    const char *own = row->cells[STANDARD_CODE];
    if (*own)
        snprintf(code, CODE_BYTES, "%.200s", own);
    else if (category >= 0)
        snprintf(code, CODE_BYTES, "%s-%d", catalogue->categories[category].code,
                 catalogue->categories[category].standards);
    else
        *code = '\0';
    if (*own)
        catalogue_code_check(catalogue, row->number, STANDARD_CODE, own);
    else if (strlen(code) > PACK_CODE_MOST)
        catalogue_fault(catalogue, row->number, STANDARD_SMALL_CODE, "is too long for the codes of its standards");
}

/* Nothing of an earlier row or of the pack may have the code, or the same category and condition. */
static void standard_compare(const struct catalogue *catalogue, const struct standards_row *row,
                             const struct catalogue_standard *standard)
{
    enum standard_column column = *row->cells[STANDARD_CODE] ? STANDARD_CODE : STANDARD_SMALL_CODE;
    for (size_t i = 0; i < catalogue->standard_count; i++) {
        const struct catalogue_standard *other = &catalogue->standards[i];
        if (*standard->code && strcmp(other->code, standard->code) == 0)
            catalogue_fault(catalogue, standard->row, column, "\"%s\" is the standard of row %d already", other->code,
                            other->row);
        else if (standard->category >= 0 && other->category == standard->category && *standard->open &&
                 strcmp(other->open, standard->open) == 0)
            catalogue_fault(catalogue, standard->row, STANDARD_OPEN,
                            "is that of row %d already, and the small category too", other->row);
    }
    if (!catalogue->options.replace && pack_standard_find(catalogue->pack, standard->code, strlen(standard->code)) >= 0)
        catalogue_fault(catalogue, standard->row, column,
                        "the standard \"%s\" is in standards.yaml already; --replace puts this sheet in the place of "
                        "all that are there",
                        standard->code);
}

static void standard_take(struct catalogue *catalogue, const struct standards_row *row)
{
    char code[CODE_BYTES];
    int category = catalogue_category_take(catalogue, row);
    if (category >= 0)
        catalogue->categories[category].standards++;
    code_write(catalogue, row, category, code);
    struct catalogue_standard standard = {
        .code = memory_text(code, strlen(code)),
        .category = category,
        .open = condition_read(catalogue, row, STANDARD_OPEN),
        .close = condition_read(catalogue, row, STANDARD_CLOSE),
        .words = row->cells[STANDARD_LIMIT],
        .limit = limit_read(catalogue, row),
        .organisation = organisation_read(catalogue, row, STANDARD_ORGANISATION),
        .supervisor = organisation_read(catalogue, row, STANDARD_SUPERVISOR),
        .row = row->number,
    };
    standard_compare(catalogue, row, &standard);
    memory_reserve((void **)&catalogue->standards, &catalogue->standard_capacity, catalogue->standard_count + 1,
                   sizeof *catalogue->standards);
    catalogue->standards[catalogue->standard_count++] = standard;
}

/* Only small categories have standards: what has others below it is none. */
static void parents_check(const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->category_count; i++) {
        const struct catalogue_category *category = &catalogue->categories[i];
        if (!category->standards || category->known < 0)
            continue;
        for (int j = 0; j < catalogue->pack->category_count; j++)
            if (catalogue->pack->categories[j].parent == category->known) {
                catalogue_fault(catalogue, category->row, STANDARD_SMALL_CODE,
                                "\"%s\" has others below it in categories.yaml, expected a small category: one that "
                                "has none",
                                category->code);
                break;
            }
    }
}

bool catalogue_read(struct catalogue *catalogue, const struct standards_rows *rows, const struct pack *pack,
                    const struct standards_mapping *mapping, const struct catalogue_options *options,
                    struct pack_faults *faults)
{
    *catalogue = (struct catalogue){.pack = pack, .mapping = mapping, .options = *options, .faults = faults};
    catalogue->whole_codes =
        mapping->small_codes ? mapping->small_codes == SMALL_CODES_WHOLE : standards_rows_whole_codes(rows);
    if (!rows->count || rows->count > PACK_STANDARDS_MOST)
        pack_faults_add(faults, options->file, 0, "", "holds %zu standards, expected 1 to %d", rows->count,
                        PACK_STANDARDS_MOST);
    for (size_t i = 0; i < rows->count && i < PACK_STANDARDS_MOST; i++)
        standard_take(catalogue, &rows->items[i]);
    parents_check(catalogue);
    return faults->count + faults->more == 0;
}

void catalogue_clear(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->category_count; i++)
        free(catalogue->categories[i].code);
    for (size_t i = 0; i < catalogue->standard_count; i++)
        free(catalogue->standards[i].code);
    free(catalogue->categories);
    free(catalogue->standards);
    code_map_clear(&catalogue->codes);
    *catalogue = (struct catalogue){0};
}
