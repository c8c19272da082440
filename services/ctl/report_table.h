/* What steward report and its like show, as a table: for the terminal, and for files. */
#ifndef SERVICES_CTL_REPORT_TABLE_H
#define SERVICES_CTL_REPORT_TABLE_H

#include "services/ctl/export.h"

/* The answer to a question; one at a time, for its columns are named in memory of its own. */
void report_table_figures(struct export_table *table, const json_t *message, const json_t *reply);
void report_table_tickets(struct export_table *table, const json_t *message, const json_t *reply);

/* Prints a table on stdout: seconds as 3h 20m, ratios in per cent, changes with their sign. */
void report_table_print(const struct export_table *export);

/* The columns of report export --what `what`; false where there is no such thing. */
bool report_table_export(struct export_table *table, const char *what);

#endif
