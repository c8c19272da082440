/* Where each mapped column stands in a table. */
#include "services/ctl/import/local_time.h"
#include "services/ctl/import/mapping.h"

#include <stdio.h>

/* What one needs to find columns and to tell of those that are not there. */
struct search {
    const struct mapping *mapping;
    const struct records *records;
    struct pack_faults *faults;
    char names[512]; /* of the table's columns */
};

static void names_list(struct search *search)
{
    size_t used = 0;
    for (int i = 0; i < records_columns(search->records) && used < sizeof search->names; i++)
        used += (size_t)snprintf(search->names + used, sizeof search->names - used, "%s%s", i ? ", " : "",
                                 records_column(search->records, i));
}

static void cell_resolve(struct search *search, const char *field, struct mapping_cell *cell)
{
    if (!cell->name)
        return;
    cell->index = records_column_find(search->records, cell->name);
    if (cell->index < 0)
        pack_faults_add(search->faults, search->mapping->file, cell->line, field,
                        "the table has no column \"%s\", expected one of %s", cell->name, search->names);
}

bool mapping_resolve(struct mapping *mapping, const struct records *records, struct pack_faults *faults)
{
    struct search search = {mapping, records, faults, ""};
    size_t before = faults->count;
    names_list(&search);
    for (int i = 0; i < MAPPING_COLUMNS; i++)
        cell_resolve(&search, mapping_column_names[i], &mapping->columns[i]);
    for (int i = 0; i < mapping->area.count; i++)
        cell_resolve(&search, "area", &mapping->area.levels[i].cell);
    for (int i = 0; i < mapping->category.count; i++)
        cell_resolve(&search, "category", &mapping->category.levels[i].cell);
    for (int text = 0; text < MAPPING_TEXTS; text++)
        for (int i = 0; i < mapping->texts[text].count; i++)
            cell_resolve(&search, mapping_text_names[text], &mapping->texts[text].columns[i]);
    cell_resolve(&search, "status", &mapping->status);
    cell_resolve(&search, "label", &mapping->label);
    return faults->count == before;
}

bool mapping_begins(const void *context, const char *const *cells, int count)
{
    const struct mapping *mapping = context;
    int key = mapping->columns[COLUMN_KEY].index, reported = mapping->columns[COLUMN_REPORTED].index;
    int64_t instant;
    return key < count && reported < count && *cells[key] &&
           local_time_read(mapping->time_format, cells[reported], &instant);
}
