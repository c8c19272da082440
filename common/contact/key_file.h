/* A file of keys, one a line, in hexadecimal digits. */
#ifndef COMMON_CONTACT_KEY_FILE_H
#define COMMON_CONTACT_KEY_FILE_H

#include <stddef.h>

#include "common/contact/keys.h"

/* Returns how many keys there are; 0, with a sentence in `error`, where the file is missing, faulty, or readable by
 * others than its owner. */
size_t key_file_read(const char *folder, const char *name, unsigned char out[][KEY_BYTES], size_t most,
                     char error[KEYS_ERROR_BYTES]);

/* Written whole under another name, brought to the disk, then renamed. */
bool key_file_write(const char *folder, const char *name, const char *comment, unsigned char keys[][KEY_BYTES],
                    size_t count, char error[KEYS_ERROR_BYTES]);

#endif
