/* The installation's secrets: what channels need to be let in, and how people are reached. They stand in a file of
 * their own that nobody but the services' account may read, not in packs, which are stored and shown.
 *
 *   secrets:
 *     - {name: duty, token: 693a91f6-…}
 *     - {name: bureau, token: …, secret: SEC…}
 *     - {name: mail, user: steward, password: …}
 *   contacts:
 *     - {city: tianchang, person: handler.company01, email: someone@example.cn}
 */
#ifndef SERVICES_NOTIFY_SECRETS_H
#define SERVICES_NOTIFY_SECRETS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/fault.h"
#include "common/city/notify_file.h"

struct secret {
    char *name;
    char *token;  /* robots: the key or token in their address; "" where there is none */
    char *secret; /* what messages are signed with */
    char *user, *password;
};

struct contact {
    char *city, *person, *email;
};

struct secrets {
    struct secret *entries;
    struct contact *contacts;
    size_t entry_count, contact_count;
};

/* Reads the file. NULL, with faults by file and line, where it cannot be read, somebody else than its owner may read
 * it, or something in it does not fit. */
struct secrets *secrets_read(const char *path, struct pack_faults *faults);
void secrets_destroy(struct secrets **secrets);

/* NULL where there is none of this name, also where `secrets` is NULL. */
const struct secret *secrets_find(const struct secrets *secrets, const char *name);

/* The one that the channel names, in *out; NULL where it names none. False, with the reason, where it is not there or
 * says too little. */
enum { SECRETS_ERROR_BYTES = 160 };
bool secrets_for(const struct secrets *secrets, const struct notify_channel *channel, const struct secret **out,
                 char error[SECRETS_ERROR_BYTES]);

/* The address of e-mail of a person, or NULL. */
const char *secrets_email(const struct secrets *secrets, const char *city, const char *person);

#endif
