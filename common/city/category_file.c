/* categories.yaml: the tree of categories 大类 → 小类, of which there may be any number of roots. */
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/reading.h"

enum { CATEGORIES_MOST = 10000 };
enum { CODE, NAME, PARENT, KIND, LIMIT, LADDER, FIELDS };

static const struct field fields[FIELDS] = {
    [CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [NAME] = {"name", FIELD_TEXT, REQUIRED, PACK_NAME_MOST, NULL},
    [PARENT] = {"parent", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [KIND] = {"kind", FIELD_KIND, OPTIONAL, 0, category_kinds},
    [LIMIT] = {"limit", FIELD_LIMIT_ANY, OPTIONAL, 0, NULL},
    [LADDER] = {"ladder", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
};
static const struct listing listing = {"categories", CATEGORIES_MOST, fields, FIELDS};

static void category_read(struct reading *reading, const struct node *node, int index, int *lines, struct value *parent)
{
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    record_read(&place, node, fields, FIELDS, values);
    *parent = values[PARENT];
    if (values[KIND].node && values[PARENT].present)
        place_fault(&place, values[KIND].node->line, "kind",
                    "is only for a category without a parent: what is below it is of the same kind");
    reading->pack->categories[index] = (struct pack_category){
        .code = reading_keep_code(reading, &place, THING_CATEGORY, &values[CODE], index, lines),
        .name = reading_keep(reading, &values[NAME]),
        .kind = values[KIND].number,
        .limit = reading_limit(reading, &place, &fields[LIMIT], &values[LIMIT]),
        .has_limit = values[LIMIT].node != NULL,
        .ladder = reading_refer_ladder(reading, &place, &fields[LADDER], &values[LADDER]),
    };
}

/* What is below a root is of its kind. */
static void kinds_spread(struct pack *pack)
{
    const struct tree *tree = &pack->index->categories;
    for (int i = 0; i < tree->count; i++) {
        struct pack_category *category = &pack->categories[tree->order[i]];
        if (category->parent >= 0)
            category->kind = pack->categories[category->parent].kind;
    }
}

void category_file_read(struct reading *reading, const struct node *root)
{
    struct pack *pack = reading->pack;
    int count = 0;
    const struct node *list = root ? listing_open(reading, root, &listing, &count) : NULL;
    pack->categories = memory_new((size_t)count, sizeof *pack->categories);
    pack->category_count = count;
    struct value *parents = memory_new((size_t)count, sizeof *parents);
    int *lines = memory_new((size_t)count, sizeof *lines), index = 0;
    for (const struct node *node = list ? list->first : NULL; node; node = node->next, index++)
        category_read(reading, node, index, lines, &parents[index]);
    int *linked = reading_link(reading, listing.name, THING_CATEGORY, &fields[PARENT], parents, count);
    for (int i = 0; i < count; i++)
        pack->categories[i].parent = linked[i];
    tree_build(&pack->index->categories, linked, count);
    kinds_spread(pack);
    free(linked);
    free(parents);
    free(lines);
}
