/* The table of a pack's files: whoever adds a kind of file adds its reader and its row here. */
#include "common/city/file_table.h"

#include <string.h>

/* What concerns nobody but who loads the pack: common/place reads it. */
static void text_pass(struct reading *reading, const struct pack_text *text)
{
    (void)reading;
    (void)text;
}

const struct pack_file pack_files[] = {
    {"city.yaml", REQUIRED, city_file_read, NULL},
    {PACK_CALENDAR, OPTIONAL, NULL, calendar_text_read},
    {PACK_CALENDAR_OTHER, OPTIONAL, NULL, named_calendar_text_read},
    {"areas.yaml", REQUIRED, area_file_read, NULL},
    {"organisations.yaml", REQUIRED, organisation_file_read, NULL},
    {"categories.yaml", REQUIRED, category_file_read, NULL},
    {"standards.yaml", OPTIONAL, standard_file_read, NULL},
    {"people.yaml", REQUIRED, person_file_read, NULL},
    {"routing.yaml", REQUIRED, routing_file_read, NULL},
    {"responsibilities.yaml", OPTIONAL, responsibility_file_read, NULL},
    {PACK_SHAPES, OPTIONAL, NULL, text_pass},
    {"notify.yaml", OPTIONAL, notify_file_read, NULL},
    {"reports.yaml", OPTIONAL, report_file_read, NULL},
    {0},
};

bool pack_file_matches(const struct pack_file *file, const char *name)
{
    const char *star = strchr(file->name, '*');
    if (!star)
        return strcmp(file->name, name) == 0;
    size_t before = (size_t)(star - file->name), after = strlen(star + 1), length = strlen(name);
    return length > before + after && strncmp(name, file->name, before) == 0 &&
           strcmp(name + length - after, star + 1) == 0;
}

const struct pack_file *pack_file_of(const char *name)
{
    for (const struct pack_file *file = pack_files; file->name; file++)
        if (pack_file_matches(file, name))
            return file;
    return NULL;
}

bool pack_file_is_calendar(const char *name)
{
    const struct pack_file *file = pack_file_of(name);
    return file && (file->read_text == calendar_text_read || file->read_text == named_calendar_text_read);
}
