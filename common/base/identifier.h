/* UUID version 7 (RFC 9562 §5.7): time-ordered, so that keys made together stand together in an index. */
#ifndef COMMON_BASE_IDENTIFIER_H
#define COMMON_BASE_IDENTIFIER_H

enum { IDENTIFIER_BYTES = 37 }; /* 36 characters and a NUL */

/* Writes a new identifier; later calls of one process sort after earlier ones. */
void identifier_new(char out[IDENTIFIER_BYTES]);

#endif
