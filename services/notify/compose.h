/* From a letter to what goes over the wire, for each kind of channel. Pure: the time is given. */
#ifndef SERVICES_NOTIFY_COMPOSE_H
#define SERVICES_NOTIFY_COMPOSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/city/notify_file.h"
#include "services/notify/judge.h"
#include "services/notify/secrets.h"
#include "services/notify/sign.h"

/* One delivery of a letter. */
struct letter_part {
    const char *key, *event, *text;
    int64_t ticket;
};

struct letter {
    const char *city;
    const char *key; /* that of its first part, for ever */
    const char *title;
    const char *recipient; /* code of a person, or "" */
    bool urgent;
    int64_t now; /* ms since the epoch */
    const struct letter_part *parts;
    size_t part_count;
};

/* What goes out. All owned; parcel_clear frees it. */
struct parcel {
    char *url;
    char *body; /* of HTTP, or the whole message of e-mail */
    size_t length;
    char headers[4][256]; /* "name: value"; "" where there is none */
    char *from;           /* e-mail */
    char **to;
    int to_count;
    char *user, *password;
};

/* Fills `out`. False, with the reason, where it cannot be sent as things are: no secret, no address. */
bool letter_compose(const struct letter *letter, const struct notify_channel *channel, const struct secrets *secrets,
                    struct parcel *out, char error[JUDGE_ERROR_BYTES]);

void parcel_clear(struct parcel *parcel);

/* How many bytes of text a letter of a channel can carry: what the channel takes less what is put around it. */
size_t letter_room(const struct notify_channel *channel);

/* e-mail.c: the whole message with its headers; *length bytes. */
char *mail_compose(const struct letter *letter, const struct notify_channel *channel, const char *to, const char *text,
                   size_t *length);

#endif
