/* The categories of a catalogue: a large one 大类 with small ones 小类 below it, new or of the pack already. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/standards/private.h"

enum { CODE_BYTES = 256 };

/* What a row says of one category. */
struct saying {
    const struct standards_row *row;
    enum standard_column code_column, name_column;
    char code[CODE_BYTES];
    const char *name;
    int kind, parent;
};

/* The kind that the row says, or 0. */
static int kind_read(const struct catalogue *catalogue, const struct standards_row *row)
{
    static const struct kind words[] = {{"部件", CATEGORY_COMPONENT, ""},
                                        {"部件类", CATEGORY_COMPONENT, ""},
                                        {"城市部件", CATEGORY_COMPONENT, ""},
                                        {"事件", CATEGORY_EVENT, ""},
                                        {"事件类", CATEGORY_EVENT, ""},
                                        {"城市事件", CATEGORY_EVENT, ""},
                                        {NULL, 0, NULL}};
    const char *text = row->cells[STANDARD_TYPE];
    int kind = *text ? kind_number(words, text, strlen(text)) : catalogue->options.kind;
    if (*text && !kind)
        catalogue_fault(catalogue, row->number, STANDARD_TYPE, "\"%s\" is not known, expected 部件 or 事件", text);
    return kind;
}

static const char *kind_label(int kind)
{
    return kind == CATEGORY_COMPONENT ? "部件" : kind == CATEGORY_EVENT ? "事件" : "neither 部件 nor 事件";
}

/* Is a category of the pack below another, however far? */
static bool known_below(const struct pack *pack, int category, int over)
{
    while (category >= 0 && category != over)
        category = pack->categories[category].parent;
    return category == over;
}

/* What the pack has under the code must be the same category. */
static void known_compare(const struct catalogue *catalogue, const struct saying *saying, int known)
{
    const struct pack_category *category = &catalogue->pack->categories[known];
    int row = saying->row->number;
    if (*saying->name && strcmp(category->name, saying->name) != 0)
        catalogue_fault(catalogue, row, saying->name_column, "\"%s\" is called \"%s\" in categories.yaml, here \"%s\"",
                        saying->code, category->name, saying->name);
    if (saying->kind && category->kind != saying->kind)
        catalogue_fault(catalogue, row, saying->code_column,
                        "\"%s\" is %s in categories.yaml, here %s: write its root's kind there, or use prefixes",
                        saying->code, kind_label(category->kind), kind_label(saying->kind));
    if (saying->parent < 0)
        return;
    const struct catalogue_category *parent = &catalogue->categories[saying->parent];
    if (parent->known < 0 || !known_below(catalogue->pack, known, parent->known))
        catalogue_fault(catalogue, row, saying->code_column,
                        "\"%s\" is not below \"%s\" in categories.yaml, here it is", saying->code, parent->code);
}

/* What an earlier row said of the code must be the same. */
static void seen_compare(const struct catalogue *catalogue, const struct saying *saying,
                         const struct catalogue_category *seen)
{
    int row = saying->row->number;
    if (seen->parent != saying->parent)
        catalogue_fault(catalogue, row, saying->code_column, "\"%s\" is a category of another place in row %d",
                        saying->code, seen->row);
    else if (seen->kind != saying->kind)
        catalogue_fault(catalogue, row, saying->code_column,
                        "\"%s\" is %s in row %d, here %s: a mapping's prefixes keep them apart", saying->code,
                        kind_label(seen->kind), seen->row, kind_label(saying->kind));
    else if (*saying->name && strcmp(seen->name, saying->name) != 0)
        catalogue_fault(catalogue, row, saying->name_column, "\"%s\" is called \"%s\" in row %d, here \"%s\"",
                        saying->code, seen->name, seen->row, saying->name);
}

static int category_add(struct catalogue *catalogue, const struct saying *saying)
{
    int index = (int)catalogue->category_count;
    memory_reserve((void **)&catalogue->categories, &catalogue->category_capacity, catalogue->category_count + 1,
                   sizeof *catalogue->categories);
    int known = pack_category_find(catalogue->pack, saying->code, strlen(saying->code));
    char *code = memory_text(saying->code, strlen(saying->code));
    catalogue->categories[catalogue->category_count++] =
        (struct catalogue_category){code, saying->name, saying->kind, saying->parent, saying->row->number, known, 0};
    code_map_add(&catalogue->codes, code, strlen(code), index);
    catalogue_code_check(catalogue, saying->row->number, saying->code_column, code);
    if (strlen(saying->name) > PACK_NAME_MOST)
        catalogue_fault(catalogue, saying->row->number, saying->name_column, "is too long, expected at most %d bytes",
                        PACK_NAME_MOST);
    if (known >= 0)
        known_compare(catalogue, saying, known);
    return index;
}

static int category_find_or_add(struct catalogue *catalogue, const struct saying *saying)
{
    int index = code_map_find(&catalogue->codes, saying->code, strlen(saying->code));
    if (index < 0)
        return category_add(catalogue, saying);
    seen_compare(catalogue, saying, &catalogue->categories[index]);
    return index;
}

int catalogue_category_take(struct catalogue *catalogue, const struct standards_row *row)
{
    const char *large = row->cells[STANDARD_LARGE_CODE], *small = row->cells[STANDARD_SMALL_CODE];
    if (!*large || !*small)
        return -1; /* which was told */
    struct saying saying = {row, STANDARD_LARGE_CODE, STANDARD_LARGE_NAME, "", row->cells[STANDARD_LARGE_NAME], 0, -1};
    saying.kind = kind_read(catalogue, row);
    const char *prefix = catalogue->mapping->prefixes[saying.kind];
    snprintf(saying.code, sizeof saying.code, "%s%.100s", prefix, large);
    saying.parent = category_find_or_add(catalogue, &saying);
    saying.code_column = STANDARD_SMALL_CODE;
    saying.name_column = STANDARD_SMALL_NAME;
    saying.name = row->cells[STANDARD_SMALL_NAME];
    snprintf(saying.code, sizeof saying.code, "%s%.100s%.100s", prefix, catalogue->whole_codes ? "" : large, small);
    return category_find_or_add(catalogue, &saying);
}
