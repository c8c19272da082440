/* The steps of an imported row: the commands that lead it through its life, with the times of the other system.
 *
 * A row that is still open there ends as dispatched. Each step's key and body follow from the row alone, so that a
 * repeated step is a replay. That is why the alert of a life that is already over is put off for ever and not for some
 * minutes from now: its clock stops a few steps later.
 */
#ifndef SERVICES_CTL_IMPORT_STEPS_H
#define SERVICES_CTL_IMPORT_STEPS_H

#include <stdint.h>

#include "proto/envelope.h"
#include "services/ctl/import/row.h"

enum step { STEP_SUBMIT, STEP_DISPATCH, STEP_SIGN, STEP_HANDLE, STEP_VERIFY, STEP_CLOSE, STEPS };

/* The message of the step: "ticket.submit". */
const char *step_message(enum step step);

/* How many steps the row takes. */
int steps_of(const struct row *row);

/* Writes the idempotency key: "import:boston:101001240734:submit". */
void step_key(char out[KEY_BYTES_MAX + 1], const struct mapping *mapping, const struct row *row, enum step step);

/* The keys of all steps of all rows of the city are at least `from` and below `to`. */
void step_key_range(char from[KEY_BYTES_MAX + 1], char to[KEY_BYTES_MAX + 1], const struct mapping *mapping);

/* The JSON of the step, to be freed; `ticket` is the number that the first step gave. */
char *step_body(const struct mapping *mapping, const struct row *row, enum step step, int64_t ticket);

#endif
