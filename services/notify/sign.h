/* Keys and signatures of messages. Pure. */
#ifndef SERVICES_NOTIFY_SIGN_H
#define SERVICES_NOTIFY_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIGN_BYTES = 192, EFFECT_KEY_BYTES = 40 };

/* The key of an effect: an event (by its position; or a name, where it is none) told to a recipient over a channel.
 * "stw_" and 32 hexadecimal digits: it fits every place where a receiver looks for one. */
void effect_key(const char *city, const char *what, const char *channel, const char *recipient,
                char out[EFFECT_KEY_BYTES]);

/* DingTalk's `sign` of a moment (ms), percent-encoded for the query of its address. */
void sign_dingtalk(const char *secret, int64_t milliseconds, char out[SIGN_BYTES]);

/* Feishu's `sign` of a moment (s), as base64. */
void sign_feishu(const char *secret, int64_t seconds, char out[SIGN_BYTES]);

/* The webhook-signature of Standard Webhooks, "v1,…". False where the secret is not whsec_ and base64 of 16 bytes at
 * least. */
bool sign_webhook(const char *secret, const char *id, int64_t seconds, const char *body, size_t length,
                  char out[SIGN_BYTES]);

/* Appends `text` to `out` percent-encoded but for letters, digits and -._~ ; what does not fit is left out. */
void percent_encode(const char *text, char *out, size_t size);

#endif
