/* The two simplest ways to propose, to measure a model against: always the organisation that has most, and the one that
 * had most tickets of exactly the same title. */
#ifndef SERVICES_DISPATCH_TRIAGE_TITLE_TABLE_H
#define SERVICES_DISPATCH_TRIAGE_TITLE_TABLE_H

#include "services/dispatch/triage/example.h"

struct title_table;

/* Counts the tickets. The codes of `examples` are used on. */
struct title_table *title_table_new(const struct examples *examples);
void title_table_destroy(struct title_table **table);

/* Who had most tickets (of as many: whose came first). */
const char *title_table_commonest(const struct title_table *table);

/* Who had most tickets with this title; the commonest where nobody had. */
const char *title_table_find(const struct title_table *table, const char *title);

/* Had any ticket this title? */
bool title_table_has(const struct title_table *table, const char *title);

#endif
