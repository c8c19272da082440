/* Codes made from names, always the same from the same, so that what `city generate` writes is what `import` looks for.
 */
#ifndef SERVICES_CTL_IMPORT_CODE_H
#define SERVICES_CTL_IMPORT_CODE_H

#include <stddef.h>

enum { CODE_PARTS_MOST = 8, CODE_ROOM = 65 };

/* "Public Works Department" and "Street Lights" become "public-works-department.street-lights": letters in lower case,
 * whatever is no letter or digit of ASCII a hyphen. What would be longer than `most` bytes (at most 64), and what holds
 * characters beyond ASCII, ends with a hash of the names. */
void code_of_path(char out[CODE_ROOM], const char *const *names, int count, size_t most);

/* The name itself where it can be a code ("PWDx"), else as code_of_path. */
void code_of_name(char out[CODE_ROOM], const char *name, size_t most);

#endif
