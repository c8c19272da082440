/* A mapping: what a city's spreadsheet calls its columns and organisations, and what its words mean, where that differs
 * from what is usual. A YAML file; docs/standards.md describes it. It is checked as a whole, like a pack.
 */
#ifndef SERVICES_CTL_STANDARDS_MAPPING_H
#define SERVICES_CTL_STANDARDS_MAPPING_H

#include <stdbool.h>

#include "common/city/fault.h"
#include "common/city/kind.h"
#include "common/time/words.h"
#include "services/ctl/standards/columns.h"

enum small_codes {
    SMALL_CODES_TOLD = 0,  /* by the sheet itself: see rows.h */
    SMALL_CODES_WHOLE = 1, /* 0101 of 01 */
    SMALL_CODES_PART = 2,  /* 01 of 01, which is 0101 */
};

/* What an organisation of the sheet is in the pack. */
struct mapping_organisation {
    const char *name;
    const char *code; /* NULL: it is none */
};

struct standards_mapping {
    const char *columns[STANDARD_COLUMNS];    /* or NULL: called as usual */
    const char *prefixes[CATEGORY_EVENT + 1]; /* of the codes of a kind of categories; "" where there is none */
    struct words_meaning meaning;
    enum small_codes small_codes;
    struct mapping_organisation *organisations;
    int organisation_count;
    struct document *document; /* private: holds the texts */
};

/* Reads the file; without one (NULL) all is as usual. NULL, with `faults` telling everything that is wrong, where it
 * does not fit. */
struct standards_mapping *standards_mapping_read(const char *path_or_null, struct pack_faults *faults);
void standards_mapping_destroy(struct standards_mapping **mapping);

/* What the mapping says of the organisation; NULL where it says nothing. */
const struct mapping_organisation *standards_mapping_find(const struct standards_mapping *mapping, const char *name);

#endif
