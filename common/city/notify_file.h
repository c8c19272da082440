/* notify.yaml of a city pack: who is told of what, over which channel and in which words. Optional.
 *
 * Secrets and addresses of people are not in a pack: a channel names an entry of the installation's secrets file.
 * Everything here belongs to the pack, stands in the order of the file and does not change.
 */
#ifndef COMMON_CITY_NOTIFY_FILE_H
#define COMMON_CITY_NOTIFY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/city/fault.h"
#include "common/city/template.h"
#include "common/city/url.h"
#include "common/time/hours.h"

#define PACK_NOTIFY "notify.yaml"

enum notify_kind { NOTIFY_WECOM = 1, NOTIFY_DINGTALK, NOTIFY_FEISHU, NOTIFY_WEBHOOK, NOTIFY_EMAIL };
enum notify_language { NOTIFY_ZH = 1, NOTIFY_EN = 2 };

enum { NOTIFY_RATE_MOST = 6000, NOTIFY_ATTEMPTS_MOST = 50, NOTIFY_EVENTS = 256, NOTIFY_TEXT_MOST = 4000 };

/* Fields of templates of events; those of a digest are named with it. */
#define NOTIFY_EVENT_FIELDS ((1u << TEMPLATE_DATE) - 1)

struct notify_channel {
    const char *code;
    enum notify_kind kind;
    const char *url_text;
    struct url url;
    const char *secret; /* name of an entry of the secrets file; "" where it needs none */
    const char *from;   /* e-mail: the sender's address, else "" */
    const char **to;    /* e-mail: where there is no person to be told */
    int to_count;
    const char *answer_field; /* webhook: this field of the answer must be 0; "": any status 2xx is success */
    enum notify_language language;
    bool active;      /* else neither routes nor the digest tell anybody over it */
    bool mention_all; /* robots: urgent messages call everybody */
    int rate;         /* messages … */
    int64_t rate_ms;  /* … in any span of this length */
    int attempts;     /* before it is a dead letter */
    int64_t first_ms; /* of the backoff: the longest pause after the first failure */
    int64_t most_ms;  /* and after many */
    int64_t timeout_ms;
    int line;
};

struct notify_template {
    int event; /* enum event_kind or an action */
    enum notify_language language;
    const char *title; /* of e-mails and webhooks */
    const char *text;
    int importance; /* 0 … 100: messages list the more important first */
};

struct notify_route {
    unsigned char events[NOTIFY_EVENTS / 8]; /* a set */
    int organisation;                        /* index, or -1 for any */
    int area;                                /* index, or -1: it and what is below */
    bool ladder;                             /* whoever the step of the ladder that has fired names is told as well */
    unsigned roles; /* whoever has one of them for the organisation and area is told; 0: the channel itself */
    int channel;    /* index */
    bool active;    /* its channel is */
    bool urgent;    /* told by night too */
};

struct notify_digest {
    bool wanted;
    int32_t at;  /* seconds after midnight */
    int channel; /* index */
    const char *title, *heading, *department, *line;
};

struct notify {
    bool has_quiet, quiet_days; /* by night; on days of rest of the calendar */
    struct interval quiet;
    int64_t gather_ms; /* how long what is not urgent waits for more of its kind */
    int64_t stale_ms;  /* what is older when it is first seen is not told any more */
    struct notify_channel *channels;
    struct notify_template *templates;
    struct notify_route *routes;
    int channel_count, template_count, route_count;
    struct notify_digest digest;
};

/* The index of the channel with this code, or -1. */
int notify_channel_find(const struct notify *notify, const char *code, size_t length);

/* The template of an event in a language, or NULL. */
const struct notify_template *notify_template_find(const struct notify *notify, int event,
                                                   enum notify_language language);

/* Does the route tell anybody of events of this kind? */
bool notify_route_takes(const struct notify_route *route, int event);

/* The bytes of text that one message of a channel can hold. */
size_t notify_text_most(enum notify_kind kind);

const char *notify_kind_name(enum notify_kind kind);

/* Adds a fault for each channel whose address is within a private network and not among the allowed places
 * ("host:port"): what a pack may name depends on the installation that is to send it. */
void notify_places_check(const struct notify *notify, char *const *allowed, size_t count, struct pack_faults *faults);

#endif
