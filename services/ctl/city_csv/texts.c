/* Values are written in double quotes, so that none is taken for something else. */
#include "services/ctl/city_csv/texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

enum { PERSON = 0 /* the column of appointments and deputies that says whose they are */, CODE = 0 };

/* -- who belongs to whom ------------------------------------------------------------------------------------------ */

struct named {
    const char *code;
    int row;
};

static int named_compare(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    int order = strcmp(a->code, b->code);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* The first row with this code, or -1. */
static int named_find(const struct named *named, int count, const char *code)
{
    int low = 0, high = count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (strcmp(named[middle].code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && strcmp(named[low].code, code) == 0 ? named[low].row : -1;
}

static int *rows_none(int count)
{
    int *rows = memory_new((size_t)count, sizeof *rows);
    memset(rows, 0xff, (size_t)count * sizeof *rows);
    return rows;
}

/* Links the rows of one file to their people, each list in the order of the file: from the last row on. */
static void rows_link(const struct csv_table tables[CSV_FILES], enum csv_file file, const struct named *named,
                      int named_count, struct csv_belonging *out, struct pack_faults *faults)
{
    const struct csv_table *table = &tables[file];
    out->first[file] = rows_none(tables[CSV_PEOPLE].count);
    out->next[file] = rows_none(table->count);
    for (int i = table->count - 1; i >= 0; i--) {
        char quote[FAULT_QUOTE_BYTES];
        const char *code = table->rows[i].cells[PERSON];
        int person = code ? named_find(named, named_count, code) : -1;
        if (!code) {
            pack_faults_add(faults, csv_kinds[file].name, table->rows[i].number, "person", "is missing");
        } else if (person < 0) {
            pack_faults_add(faults, csv_kinds[file].name, table->rows[i].number, "person",
                            "%s is unknown, expected the code of a person of people.csv",
                            fault_quote(code, strlen(code), quote));
        } else {
            out->next[file][i] = out->first[file][person];
            out->first[file][person] = i;
        }
    }
}

void csv_belonging_find(const struct csv_table tables[CSV_FILES], struct csv_belonging *out, struct pack_faults *faults)
{
    const struct csv_table *people = &tables[CSV_PEOPLE];
    struct named *named = memory_new((size_t)people->count, sizeof *named);
    int count = 0;
    for (int i = 0; i < people->count; i++)
        if (people->rows[i].cells[CODE])
            named[count++] = (struct named){people->rows[i].cells[CODE], i};
    qsort(named, (size_t)count, sizeof *named, named_compare);
    rows_link(tables, CSV_APPOINTMENTS, named, count, out, faults);
    rows_link(tables, CSV_DEPUTIES, named, count, out, faults);
    free(named);
}

void csv_belonging_clear(struct csv_belonging *belonging)
{
    for (int i = 0; i < CSV_FILES; i++) {
        free(belonging->first[i]);
        free(belonging->next[i]);
    }
    *belonging = (struct csv_belonging){0};
}

/* -- values ------------------------------------------------------------------------------------------------------- */

static void quoted_write(FILE *stream, const char *text, size_t length)
{
    fputc('"', stream);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x20 || byte == 0x7f)
            fprintf(stream, "\\x%02x", byte); /* which the check of the pack refuses */
        else
            fprintf(stream, "%s%c", byte == '"' || byte == '\\' ? "\\" : "", byte);
    }
    fputc('"', stream);
}

/* What people call it is turned into its name; what is neither stays, for the check of the pack. */
static void kind_write(FILE *stream, const struct csv_column *column, const char *text, size_t length)
{
    for (const struct kind *kind = column->kinds; kind->name; kind++)
        if (kind->label && strlen(kind->label) == length && memcmp(kind->label, text, length) == 0) {
            quoted_write(stream, kind->name, strlen(kind->name));
            return;
        }
    quoted_write(stream, text, length);
}

/* Three numbers of at most four digits, as people and spreadsheets write dates; nothing may follow. */
static bool date_scan(const char *text, unsigned *year, unsigned *month, unsigned *day)
{
    int ends[3] = {0};
    bool read = sscanf(text, "%4u-%2u-%2u%n", year, month, day, &ends[0]) == 3 ||
                sscanf(text, "%4u/%2u/%2u%n", year, month, day, &ends[1]) == 3 ||
                sscanf(text, "%4u年%2u月%2u日%n", year, month, day, &ends[2]) == 3;
    int end = ends[0] + ends[1] + ends[2];
    return read && end > 0 && !text[end];
}

static void date_write(FILE *stream, const char *text)
{
    char date[32];
    unsigned year, month, day;
    if (date_scan(text, &year, &month, &day)) {
        snprintf(date, sizeof date, "%04u-%02u-%02u", year, month, day);
        quoted_write(stream, date, strlen(date));
    } else {
        quoted_write(stream, text, strlen(text));
    }
}

static void list_write(FILE *stream, const struct csv_column *column, const char *text)
{
    static const char *const separators[] = {";", "；", "、", "|"};
    fputc('[', stream);
    for (bool first = true; text; first = false) {
        const char *end = NULL, *next = NULL;
        for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
            const char *found = strstr(text, separators[i]);
            if (found && (!end || found < end)) {
                end = found;
                next = found + strlen(separators[i]);
            }
        }
        size_t length = end ? (size_t)(end - text) : strlen(text);
        while (length && *text == ' ')
            text++, length--;
        while (length && text[length - 1] == ' ')
            length--;
        fputs(first ? "" : ", ", stream);
        kind_write(stream, column, text, length);
        text = next;
    }
    fputc(']', stream);
}

static void cell_write(FILE *stream, const struct csv_column *column, const char *text)
{
    static const struct kind none[] = {{NULL, 0, NULL}};
    const struct csv_column codes = {.kinds = none};
    bool all = column->cell == CELL_TARGET && (strcmp(text, "全部") == 0 || strcmp(text, "所有") == 0);
    if (column->cell == CELL_KIND)
        kind_write(stream, column, text, strlen(text));
    else if (column->cell == CELL_KINDS || column->cell == CELL_CODES)
        list_write(stream, column->cell == CELL_CODES ? &codes : column, text);
    else if (column->cell == CELL_DATE)
        date_write(stream, text);
    else
        quoted_write(stream, all ? "*" : text, all ? 1 : strlen(text));
}

/* -- rows --------------------------------------------------------------------------------------------------------- */

/* The fields of a row from column `from` on, without the braces. */
static void fields_write(FILE *stream, enum csv_file file, const struct csv_row *row, int from)
{
    const char *separator = "";
    for (int i = from; *csv_kinds[file].columns[i].field; i++) {
        const struct csv_column *column = &csv_kinds[file].columns[i];
        if (!row->cells[i])
            continue;
        fprintf(stream, "%s%s: ", separator,
                file == CSV_DEPUTIES && strcmp(column->field, "deputy") == 0 ? "person" : column->field);
        cell_write(stream, column, row->cells[i]);
        separator = ", ";
    }
}

/* What belongs to a person, as a list within them. */
static void belongings_write(FILE *stream, const struct csv_table tables[CSV_FILES], enum csv_file file, int person,
                             const struct csv_belonging *belonging)
{
    int row = tables[file].count ? belonging->first[file][person] : -1;
    if (row < 0)
        return;
    fprintf(stream, ", %s: [", csv_kinds[file].list);
    for (const char *separator = ""; row >= 0; row = belonging->next[file][row], separator = ", ") {
        fprintf(stream, "%s{", separator);
        fields_write(stream, file, &tables[file].rows[row], PERSON + 1);
        fputc('}', stream);
    }
    fputc(']', stream);
}

char *csv_text(const struct csv_table tables[CSV_FILES], enum csv_file file, const struct csv_belonging *belonging)
{
    char *text = NULL;
    size_t size;
    const struct csv_table *table = &tables[file];
    FILE *stream = open_memstream(&text, &size);
    int line = 1;
    fprintf(stream, "%s: # from %s, row by row", csv_kinds[file].list, csv_kinds[file].name);
    for (int i = 0; i < table->count; i++) {
        for (; line < table->rows[i].number; line++)
            fputc('\n', stream);
        fputs("  - {", stream);
        fields_write(stream, file, &table->rows[i], CODE);
        if (file == CSV_PEOPLE) {
            belongings_write(stream, tables, CSV_APPOINTMENTS, i, belonging);
            belongings_write(stream, tables, CSV_DEPUTIES, i, belonging);
        }
        fputc('}', stream);
    }
    fputc('\n', stream);
    fclose(stream);
    return text;
}
