/* The columns of a spreadsheet of standards: found by their names, in any order. */
#ifndef SERVICES_CTL_STANDARDS_COLUMNS_H
#define SERVICES_CTL_STANDARDS_COLUMNS_H

#include <stdbool.h>

#include "common/city/fault.h"
#include "common/sheet/sheet.h"

enum standard_column {
    STANDARD_TYPE,         /* 部件 or 事件 */
    STANDARD_LARGE_CODE,   /* 大类代码 */
    STANDARD_LARGE_NAME,   /* 大类名称 */
    STANDARD_SMALL_CODE,   /* 小类代码 */
    STANDARD_SMALL_NAME,   /* 小类名称 */
    STANDARD_CODE,         /* of the standard itself */
    STANDARD_ORGANISATION, /* 处置单位 */
    STANDARD_SUPERVISOR,   /* 主管部门 */
    STANDARD_OPEN,         /* 立案条件 */
    STANDARD_CLOSE,        /* 结案条件 */
    STANDARD_LIMIT,        /* 处置时限 */
    STANDARD_COLUMNS
};

/* How faults call a column: as it is usually called. */
const char *standard_column_name(enum standard_column column);

struct standards_mapping;

struct standard_columns {
    int header;                   /* index of the row that names the columns */
    int places[STANDARD_COLUMNS]; /* index of each column's cell; -1 where the sheet has it not */
};

/* Finds them. False, with `faults` telling which are missing or there twice, where they are not as expected. */
bool standard_columns_find(struct standard_columns *columns, const struct sheet *sheet,
                           const struct standards_mapping *mapping, const char *file, struct pack_faults *faults);

/* The text of a cell on one line, without blanks around it: to be freed. */
char *cell_clean(const struct sheet_cell *cell);

#endif
