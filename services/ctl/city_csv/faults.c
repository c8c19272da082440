/* From where a fault stands in a pack's file to the row of the table that it comes from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services/ctl/city_csv/texts.h"

/* The message, with the names of the files that the tables stand for. */
static char *message_translate(const struct csv_table tables[CSV_FILES], const char *message)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    while (*message) {
        int file = 0;
        while (file < CSV_FILES && (!tables[file].present || file == CSV_APPOINTMENTS || file == CSV_DEPUTIES ||
                                    strncmp(message, csv_kinds[file].yaml, strlen(csv_kinds[file].yaml)) != 0))
            file++;
        if (file < CSV_FILES) {
            fputs(csv_kinds[file].name, stream);
            message += strlen(csv_kinds[file].yaml);
        } else {
            fputc(*message++, stream);
        }
    }
    fclose(stream);
    return text;
}

/* The row of the `number`th (1-based) of what belongs to a person, or -1. */
static int belonging_row(const struct csv_belonging *belonging, enum csv_file file, int person, int number)
{
    int row = belonging->first[file] ? belonging->first[file][person] : -1;
    while (row >= 0 && --number > 0)
        row = belonging->next[file][row];
    return row;
}

/* Where a fault of a pack's file stands in the tables. */
struct spot {
    enum csv_file file;
    int line;
    const char *field;
};

/* Follows ".appointments[2].area" behind a person. */
static void nested_follow(const struct csv_table tables[CSV_FILES], const struct csv_belonging *belonging, int person,
                          struct spot *spot)
{
    for (int file = CSV_APPOINTMENTS; file <= CSV_DEPUTIES; file++) {
        size_t length = strlen(csv_kinds[file].list);
        int number, end = 0;
        if (strncmp(spot->field, csv_kinds[file].list, length) != 0 ||
            sscanf(spot->field + length, "[%d]%n", &number, &end) != 1 || !end)
            continue;
        int row = belonging_row(belonging, (enum csv_file)file, person, number);
        if (row < 0)
            return;
        const char *field = spot->field + length + end;
        field += *field == '.';
        if (file == CSV_DEPUTIES && strcmp(field, "person") == 0)
            field = "deputy";
        *spot = (struct spot){(enum csv_file)file, tables[file].rows[row].number, field};
        return;
    }
}

static bool spot_find(const struct csv_table tables[CSV_FILES], const struct csv_belonging *belonging,
                      const struct pack_fault *fault, struct spot *out)
{
    for (int file = 0; file < CSV_FILES; file++) {
        const struct csv_kind *kind = &csv_kinds[file];
        size_t length = strlen(kind->list);
        int number = 0, end = 0;
        if (!tables[file].present || file == CSV_APPOINTMENTS || file == CSV_DEPUTIES ||
            strcmp(fault->file, kind->yaml) != 0)
            continue;
        *out = (struct spot){(enum csv_file)file, fault->line, fault->field};
        if (strncmp(fault->field, kind->list, length) == 0 &&
            sscanf(fault->field + length, "[%d]%n", &number, &end) == 1 && end && number >= 1 &&
            number <= tables[file].count) {
            out->line = tables[file].rows[number - 1].number;
            out->field = fault->field + length + end;
            out->field += *out->field == '.';
            nested_follow(tables, belonging, number - 1, out);
        }
        return true;
    }
    return false;
}

void csv_faults_tell(const struct csv_table tables[CSV_FILES], const struct csv_belonging *belonging,
                     const struct pack_faults *found, struct pack_faults *out)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct pack_fault *fault = &found->items[i];
        struct spot spot;
        char *message = message_translate(tables, fault->message);
        if (spot_find(tables, belonging, fault, &spot))
            pack_faults_add(out, csv_kinds[spot.file].name, spot.line, spot.field, "%s", message);
        else
            pack_faults_add(out, fault->file, fault->line, fault->field, "%s", message);
        free(message);
    }
    out->more += found->more;
}
