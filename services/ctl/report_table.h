/* What steward report, report tickets and report export write to files. */
#ifndef SERVICES_CTL_REPORT_TABLE_H
#define SERVICES_CTL_REPORT_TABLE_H

#include "services/ctl/export.h"

void report_table_figures(struct export_table *table, const json_t *message, const json_t *reply);
void report_table_tickets(struct export_table *table, const json_t *message, const json_t *reply);

/* The columns of report export --what `what`; false where there is no such thing. */
bool report_table_export(struct export_table *table, const char *what);

#endif
