/* The row that names most columns is the one that names the columns: titles stand above it. */
#include "services/ctl/standards/columns.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/standards/mapping.h"

enum { HEADER_ROWS_MOST = 20, SYNONYMS_MOST = 6, HEADER_LEAST = 3 };

/* What cities call them, the usual name first. */
static const struct column {
    const char *names[SYNONYMS_MOST + 1];
    bool required;
} columns_known[STANDARD_COLUMNS] = {
    [STANDARD_TYPE] = {{"部件/事件类型", "部件/事件", "案件类型", "问题类型", "类型", "类别"}, false},
    [STANDARD_LARGE_CODE] = {{"大类代码", "大类编码", "大类编号"}, true},
    [STANDARD_LARGE_NAME] = {{"大类名称", "大类"}, true},
    [STANDARD_SMALL_CODE] = {{"小类代码", "小类编码", "小类编号"}, true},
    [STANDARD_SMALL_NAME] = {{"小类名称", "小类"}, true},
    [STANDARD_CODE] = {{"标准代码", "标准编码", "标准编号"}, false},
    [STANDARD_ORGANISATION] = {{"处置单位", "责任主体", "责任单位", "处置部门", "承办单位"}, false},
    [STANDARD_SUPERVISOR] = {{"主管部门", "监管主体", "监管单位", "监管部门", "主管单位"}, false},
    [STANDARD_OPEN] = {{"立案条件", "立案标准"}, true},
    [STANDARD_CLOSE] = {{"结案条件", "结案标准"}, true},
    [STANDARD_LIMIT] = {{"处置时限", "处理时限", "完成时限", "办理时限", "时限"}, true},
};

const char *standard_column_name(enum standard_column column)
{
    return columns_known[column].names[0];
}

static size_t blank_length(const char *text, size_t length)
{
    if (length >= 1 && strchr(" \t\r\n", *text) && *text)
        return 1;
    if (length >= 2 && memcmp(text, "\xc2\xa0", 2) == 0)
        return 2;
    return length >= 3 && memcmp(text, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

char *cell_clean(const struct sheet_cell *cell)
{
    char *clean = memory_new(cell->length + 1, 1);
    size_t used = 0, at = 0;
    while (at < cell->length) {
        size_t first = at, blank;
        bool broken = false;
        while (at < cell->length && (blank = blank_length(cell->text + at, cell->length - at)) > 0) {
            broken |= cell->text[at] == '\n' || cell->text[at] == '\r';
            at += blank;
        }
        if (at == cell->length)
            break;
        if (used && broken) {
            clean[used++] = ' ';
        } else if (used) {
            memcpy(clean + used, cell->text + first, at - first);
            used += at - first;
        }
        clean[used++] = cell->text[at++];
    }
    return clean;
}

/* Which column a cell of the header names; -1: none. */
static int column_of(const struct sheet_cell *cell, const struct standards_mapping *mapping)
{
    char *name = cell_clean(cell);
    int found = -1;
    for (int i = 0; i < STANDARD_COLUMNS && found < 0; i++) {
        if (mapping->columns[i]) {
            found = strcmp(mapping->columns[i], name) == 0 ? i : -1;
            continue;
        }
        for (const char *const *known = columns_known[i].names; *known && found < 0; known++)
            found = strcmp(*known, name) == 0 ? i : -1;
    }
    free(name);
    return found;
}

static int header_find(const struct sheet *sheet, const struct standards_mapping *mapping)
{
    int best = -1, most = HEADER_LEAST - 1;
    for (int i = 0; i < sheet->row_count && i < HEADER_ROWS_MOST; i++) {
        int named = 0;
        for (int j = 0; j < sheet->rows[i].count; j++)
            named += column_of(&sheet->rows[i].cells[j], mapping) >= 0;
        if (named > most) {
            most = named;
            best = i;
        }
    }
    return best;
}

static void missing_tell(enum standard_column column, const struct standards_mapping *mapping, const char *file,
                         int row, struct pack_faults *faults)
{
    const char *const *names = columns_known[column].names;
    if (mapping->columns[column])
        pack_faults_add(faults, file, row, standard_column_name(column),
                        "is missing, expected a column called %s, as the mapping says", mapping->columns[column]);
    else
        pack_faults_add(faults, file, row, *names,
                        "is missing, expected a column called %s or %s, or a mapping that names it", names[0],
                        names[1]);
}

bool standard_columns_find(struct standard_columns *columns, const struct sheet *sheet,
                           const struct standards_mapping *mapping, const char *file, struct pack_faults *faults)
{
    size_t before = faults->count;
    memset(columns->places, -1, sizeof columns->places);
    columns->header = header_find(sheet, mapping);
    if (columns->header < 0) {
        pack_faults_add(faults, file, 0, "",
                        "no row of the first %d names the columns, expected 大类代码, 大类名称, 小类代码, "
                        "小类名称, 立案条件, 结案条件, 处置时限",
                        HEADER_ROWS_MOST);
        return false;
    }
    const struct sheet_row *header = &sheet->rows[columns->header];
    for (int i = 0; i < header->count; i++) {
        int column = column_of(&header->cells[i], mapping);
        if (column >= 0 && columns->places[column] >= 0)
            pack_faults_add(faults, file, columns->header + 1, standard_column_name(column),
                            "is there twice, in columns %d and %d", columns->places[column] + 1, i + 1);
        else if (column >= 0)
            columns->places[column] = i;
    }
    for (int i = 0; i < STANDARD_COLUMNS; i++)
        if (columns->places[i] < 0 && (columns_known[i].required || mapping->columns[i]))
            missing_tell(i, mapping, file, columns->header + 1, faults);
    return faults->count == before;
}
