/* The rows of a spreadsheet of standards, with what stands "as above" filled in.
 *
 * Where a code and its name are both empty they are those of the row above: of a large category anywhere, of a small
 * one while the large one is the same. An empty 处置单位 or 主管部门 is that of the row above while the large category
 * is the same; that there is none, "无" or "-" says.
 */
#ifndef SERVICES_CTL_STANDARDS_ROWS_H
#define SERVICES_CTL_STANDARDS_ROWS_H

#include "services/ctl/standards/columns.h"

/* The text of a cell that cannot be taken, which was told: "", and to be known by its address. */
extern const char standards_cell_faulty[];

struct standards_row {
    int number;                          /* as spreadsheets count */
    const char *cells[STANDARD_COLUMNS]; /* clean texts; "" where empty or of no column */
};

/* Begin with all zero. */
struct standards_rows {
    struct standards_row *items;
    size_t count, capacity;
    char **kept; /* private: the texts */
    size_t kept_count, kept_capacity;
};

/* Reads the rows behind the header. Cells that cannot be taken are told, and are empty. */
void standards_rows_read(struct standards_rows *rows, const struct sheet *sheet, const struct standard_columns *columns,
                         const char *file, struct pack_faults *faults);
void standards_rows_clear(struct standards_rows *rows);

/* Do the codes of small categories hold those of their large ones: 0101 of 01? So they do where each begins with its
 * large one's and is longer. */
bool standards_rows_whole_codes(const struct standards_rows *rows);

#endif
