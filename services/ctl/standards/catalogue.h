/* A catalogue of standards: categories and standards as the rows of a spreadsheet tell them, checked against the pack
 * that they are for. Every fault is told with its row and column.
 */
#ifndef SERVICES_CTL_STANDARDS_CATALOGUE_H
#define SERVICES_CTL_STANDARDS_CATALOGUE_H

#include "common/city/code_map.h"
#include "common/city/pack.h"
#include "services/ctl/standards/mapping.h"
#include "services/ctl/standards/rows.h"

struct catalogue_category {
    char *code;
    const char *name; /* of the row */
    int kind;         /* enum category_kind, or 0 */
    int parent;       /* index, or -1 */
    int row;          /* in which it was first seen */
    int known;        /* index in the pack, or -1: it is new */
    int standards;    /* how many it has */
};

struct catalogue_standard {
    char *code;
    int category;
    const char *open, *close, *words; /* of the row; `words` is the limit as written */
    struct limit limit;
    const char *organisation, *supervisor; /* codes, or NULL */
    int row;
};

struct catalogue_options {
    const char *file; /* as faults call the spreadsheet */
    int kind;         /* of all rows, where no column tells; or 0 */
    bool replace;     /* the pack's own standards go */
};

struct catalogue {
    const struct pack *pack;
    const struct standards_mapping *mapping;
    struct catalogue_options options;
    struct catalogue_category *categories;
    size_t category_count, category_capacity;
    struct catalogue_standard *standards;
    size_t standard_count, standard_capacity;
    struct code_map codes; /* of categories */
    bool whole_codes;
    struct pack_faults *faults;
};

/* Takes the rows in; `rows`, `pack` and `mapping` must outlive the catalogue. False, with `faults` telling everything
 * that is wrong, where it cannot be used; catalogue_clear frees it in any case. */
bool catalogue_read(struct catalogue *catalogue, const struct standards_rows *rows, const struct pack *pack,
                    const struct standards_mapping *mapping, const struct catalogue_options *options,
                    struct pack_faults *faults);
void catalogue_clear(struct catalogue *catalogue);

#endif
