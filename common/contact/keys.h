/* The keys of an installation's contact data: three files in the folder `keys` of its home, each readable by its owner
 * only.
 *
 *   contact.public   seals: for intake. Whoever has it can seal and not open
 *   contact.index    makes blind indices of phone numbers: for intake and contact. Never changes
 *   contact.secret   opens: for contact only. The newest key first; the one before stays for what was sealed meanwhile
 *
 * Each line is a key in hexadecimal digits; lines that begin with # are comments.
 */
#ifndef COMMON_CONTACT_KEYS_H
#define COMMON_CONTACT_KEYS_H

#include <stdbool.h>
#include <stddef.h>

enum { KEY_BYTES = 32, KEY_ID_BYTES = 17, KEYS_MOST = 8, KEYS_ERROR_BYTES = 400 };

/* A public key and what the database calls it: 16 hexadecimal digits of its BLAKE2b. */
struct key_public {
    unsigned char bytes[KEY_BYTES];
    char id[KEY_ID_BYTES];
};

struct key_secret {
    unsigned char bytes[KEY_BYTES];
    struct key_public of; /* the public key that belongs to it */
};

/* Makes what is not there yet; what is there stays. False, with a sentence in `error`, where it cannot be written. */
bool keys_make(const char *folder, char error[KEYS_ERROR_BYTES]);

/* Makes a new pair, from now on the newest, and drops what is older than the one before. */
bool keys_renew(const char *folder, char error[KEYS_ERROR_BYTES]);

bool keys_public_read(const char *folder, struct key_public *out, char error[KEYS_ERROR_BYTES]);
bool keys_index_read(const char *folder, unsigned char out[KEY_BYTES], char error[KEYS_ERROR_BYTES]);

/* Returns how many there are, newest first; 0, with a sentence in `error`, where none can be read. */
size_t keys_secret_read(const char *folder, struct key_secret out[KEYS_MOST], char error[KEYS_ERROR_BYTES]);

#endif
