/* From texts to a pack: each file of the table is read, in the order of the table. */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/file_table.h"

/* What is there twice, or is of no pack, is a fault; tables of years are taken by the calendars that name them. */
static void texts_check(const struct reading *reading)
{
    struct pack_faults *faults = reading->top.faults;
    for (size_t i = 0; i < reading->text_count; i++) {
        const char *name = reading->texts[i].name;
        if (i && strcmp(reading->texts[i - 1].name, name) == 0)
            pack_faults_add(faults, name, 0, "", "is there twice");
        else if (!pack_file_of(name) && !strchr(name, '/'))
            pack_faults_add(faults, name, 0, "", "is no file of a pack");
    }
}

static void yaml_read(struct reading *reading, const struct pack_file *file, const struct pack_text *text)
{
    struct document *document = NULL;
    if (text && text->text)
        document = document_new(text->name, text->text, text->length, reading->top.faults);
    file->read(reading, document ? document_root(document) : NULL);
    document_destroy(&document);
}

static void text_read(struct reading *reading, const struct pack_file *file, const struct pack_text *text)
{
    struct pack_faults *faults = reading->top.faults;
    reading->top = (struct place){faults, text ? text->name : file->name, ""};
    if (!text)
        pack_faults_add(faults, file->name, 0, "", "is missing");
    if (text && text->length > PACK_FILE_MOST) {
        pack_faults_add(faults, text->name, 0, "", "has %zu bytes, expected at most %d", text->length, PACK_FILE_MOST);
        text = NULL;
    }
    if (file->read)
        yaml_read(reading, file, text);
    else if (text && text->text)
        file->read_text(reading, text);
}

/* All texts of one row of the table. */
static void file_read(struct reading *reading, const struct pack_file *file)
{
    bool found = false;
    for (size_t i = 0; i < reading->text_count; i++) {
        if (reading->text_read[i] || !pack_file_matches(file, reading->texts[i].name))
            continue;
        if (!found || strchr(file->name, '*'))
            text_read(reading, file, &reading->texts[i]);
        reading->text_read[i] = found = true;
    }
    if (!found && file->need == REQUIRED)
        text_read(reading, file, NULL);
}

static void years_check(const struct reading *reading)
{
    for (size_t i = 0; i < reading->text_count; i++)
        if (!reading->text_read[i] && strchr(reading->texts[i].name, '/'))
            pack_faults_add(reading->top.faults, reading->texts[i].name, 0, "",
                            "is the table of a year, and no calendar names it");
}

bool pack_read_texts(const struct pack_text *texts, size_t count, struct pack **out, struct pack_faults *faults)
{
    struct pack_text *sorted = memory_new(count + 1, sizeof *sorted);
    if (count)
        memcpy(sorted, texts, count * sizeof *sorted);
    pack_texts_sort(sorted, count);
    struct reading reading = {.pack = memory_new(1, sizeof(struct pack)),
                              .faults_before = faults->count + faults->more,
                              .top = {.faults = faults},
                              .texts = sorted,
                              .text_count = count,
                              .text_read = memory_new(count + 1, sizeof(bool))};
    reading.pack->index = memory_new(1, sizeof *reading.pack->index);
    texts_check(&reading);
    for (const struct pack_file *file = pack_files; file->name; file++)
        file_read(&reading, file);
    years_check(&reading);
    free(reading.text_read);
    free(sorted);
    if (!reading_clean(&reading)) {
        pack_faults_sort(faults);
        pack_destroy(&reading.pack);
    }
    *out = reading.pack;
    return *out != NULL;
}
