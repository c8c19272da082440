/* workbook.xml names the sheets, its relations say which part each is, and the part lists its merged ranges. */
#include "services/sheet/merged.h"

#include <cpl_conv.h>
#include <cpl_minixml.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

enum { PATH_BYTES = 512, COLUMN_LETTERS_MOST = 3, PART_BYTES_MOST = 256 * 1024 * 1024 };

/* Parses a part of the workbook; NULL where it is not there or no XML. CPLDestroyXMLNode frees it. */
static CPLXMLNode *part_read(const char *archive, const char *part)
{
    char path[PATH_BYTES];
    GByte *text = NULL;
    snprintf(path, sizeof path, "%s/%s", archive, part);
    if (!VSIIngestFile(NULL, path, &text, NULL, PART_BYTES_MOST))
        return NULL;
    CPLXMLNode *root = CPLParseXMLString((const char *)text);
    VSIFree(text);
    CPLStripXMLNamespace(root, NULL, TRUE);
    return root;
}

/* The child called `element` whose attribute `key` is `value`, and of it the attribute `wanted`; NULL where there is
 * none. */
static const char *entry_find(const CPLXMLNode *list, const char *element, const char *key, const char *value,
                              const char *wanted)
{
    for (const CPLXMLNode *node = list ? list->psChild : NULL; node; node = node->psNext)
        if (node->eType == CXT_Element && strcmp(node->pszValue, element) == 0 &&
            strcmp(CPLGetXMLValue(node, key, ""), value) == 0)
            return CPLGetXMLValue(node, wanted, NULL);
    return NULL;
}

/* The part of the sheet: "xl/worksheets/sheet1.xml". */
static bool part_find(const char *archive, const char *name, char part[PATH_BYTES])
{
    CPLXMLNode *book = part_read(archive, "xl/workbook.xml");
    CPLXMLNode *relations = part_read(archive, "xl/_rels/workbook.xml.rels");
    const CPLXMLNode *sheets = book ? CPLGetXMLNode(book, "=workbook.sheets") : NULL;
    const char *id = entry_find(sheets, "sheet", "name", name, "id");
    const CPLXMLNode *list = relations ? CPLGetXMLNode(relations, "=Relationships") : NULL;
    const char *target = id ? entry_find(list, "Relationship", "Id", id, "Target") : NULL;
    if (target)
        snprintf(part, PATH_BYTES, "%s%s", *target == '/' ? "" : "xl/", *target == '/' ? target + 1 : target);
    CPLDestroyXMLNode(book);
    CPLDestroyXMLNode(relations);
    return target != NULL;
}

/* "AB12" → column 27, row 11. Returns what stands behind it, or NULL where it is no such reference. */
static const char *reference_parse(const char *text, int *row, int *column)
{
    int letters = 0, digits = 0;
    *row = *column = 0;
    for (; *text >= 'A' && *text <= 'Z'; text++, letters++) {
        if (letters == COLUMN_LETTERS_MOST)
            return NULL;
        *column = *column * 26 + (*text - 'A' + 1);
    }
    for (; *text >= '0' && *text <= '9'; text++, digits++) {
        if (digits == 7)
            return NULL;
        *row = *row * 10 + (*text - '0');
    }
    --*row;
    --*column;
    return *row >= 0 && *column >= 0 ? text : NULL;
}

static bool range_fill(const char *range, struct grid *grid)
{
    int row, column, last_row, last_column;
    const char *rest = reference_parse(range, &row, &column);
    if (!rest || *rest != ':')
        return false;
    rest = reference_parse(rest + 1, &last_row, &last_column);
    if (!rest || *rest)
        return false;
    grid_merge(grid, row, column, last_row);
    return true;
}

bool merged_fill(const char *archive, const char *name, struct grid *grid)
{
    char part[PATH_BYTES];
    CPLXMLNode *sheet = part_find(archive, name, part) ? part_read(archive, part) : NULL;
    if (!sheet)
        return false;
    bool good = true;
    const CPLXMLNode *list = CPLGetXMLNode(sheet, "=worksheet.mergeCells");
    for (const CPLXMLNode *node = list ? list->psChild : NULL; node; node = node->psNext)
        if (node->eType == CXT_Element && strcmp(node->pszValue, "mergeCell") == 0)
            good &= range_fill(CPLGetXMLValue(node, "ref", ""), grid);
    CPLDestroyXMLNode(sheet);
    return good;
}
