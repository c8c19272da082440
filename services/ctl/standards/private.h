/* What the parts of a catalogue tell each other. */
#ifndef SERVICES_CTL_STANDARDS_PRIVATE_H
#define SERVICES_CTL_STANDARDS_PRIVATE_H

#include "services/ctl/standards/catalogue.h"

/* Tells what is wrong with a cell. */
void catalogue_fault(const struct catalogue *catalogue, int row, enum standard_column column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Is the text a code; else that is told. */
bool catalogue_code_check(const struct catalogue *catalogue, int row, enum standard_column column, const char *text);

/* The small category of the row, which is added with its large one where they are not there yet. */
int catalogue_category_take(struct catalogue *catalogue, const struct standards_row *row);

#endif
