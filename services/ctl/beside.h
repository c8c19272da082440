/* Programs that stand beside this one. */
#ifndef SERVICES_CTL_BESIDE_H
#define SERVICES_CTL_BESIDE_H

#include <stddef.h>

/* Runs the program called arguments[0] with those arguments (NULL ends them) and waits for it. Returns its exit status,
 * with what it printed in *out, to be freed, which ends with NUL; -1 with *out NULL and a sentence in `error` where it
 * could not be run, was ended by a signal or printed more than `most` bytes. */
int beside_run(char *const *arguments, size_t most, char **out, char *error, size_t size);

#endif
