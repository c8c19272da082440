/* What a pack says of areas, organisations and people, as JSON: what `steward area`, `organisation` and `person` print.
 */
#ifndef SERVICES_CTL_ROSTER_H
#define SERVICES_CTL_ROSTER_H

#include <jansson.h>

#include "common/city/pack.h"
#include "services/ctl/ctl.h"

/* The pack that is loaded, and the day that it is asked about. */
struct roster {
    struct pack *pack;
    int32_t date; /* today, unless told */
};

/* False, told on stderr, where the pack cannot be read. roster_close frees it. */
bool roster_open(struct ctl *ctl, struct roster *roster);
void roster_close(struct roster *roster);

/* The area: code, name, kind, level, parent, qr; organisation: code, name, kind, area; person: code, name, and of the
 * day roles, organisations, areas. New references. */
json_t *roster_area(const struct roster *roster, int area);
json_t *roster_organisation(const struct roster *roster, int organisation);
json_t *roster_person(const struct roster *roster, int person);

/* "mini/east/east.lake": the codes from the root to the area, as a list. */
json_t *roster_path(const struct roster *roster, int area);

/* The person's appointments, whatever the day: role, organisation, areas, from, until. */
json_t *roster_appointments(const struct roster *roster, int person);

/* The bit of a role's name; ends with argp_error where there is none. */
unsigned roster_role(const struct argp_state *state, const char *name);

/* The number of a kind's name; ends with argp_error where there is none. */
int roster_kind(const struct argp_state *state, const struct kind *kinds, const char *name);

/* A date that was typed; ends with argp_error where it is none. */
int32_t roster_date(const struct argp_state *state, const char *text);

/* The texts of a list as "a, b"; "" where it is empty. */
const char *roster_join(const json_t *list, char *out, size_t size);

/* Prints {name: list} as JSON, or the list as a table. Takes the list over. CTL_DONE. */
struct table;
struct table_column;
int roster_print_list(const struct ctl *ctl, const char *name, json_t *list, const struct table_column *columns,
                      size_t column_count, void (*add)(struct table *table, const json_t *entry));

/* Prints an object as JSON, or field by field. Takes it over. CTL_DONE. */
int roster_print(const struct ctl *ctl, json_t *object);

#endif
