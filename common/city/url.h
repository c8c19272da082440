/* The address of a channel: http, https, smtp or smtps, a host, a port and a path. Stricter than others read it, so
 * that nobody reads another host in it than we do. Pure. */
#ifndef COMMON_CITY_URL_H
#define COMMON_CITY_URL_H

#include <stdbool.h>
#include <stddef.h>

enum { URL_MOST = 1000, URL_HOST_MOST = 253, URL_PLACE_BYTES = URL_HOST_MOST + 8 };

enum url_scheme { URL_HTTP = 1, URL_HTTPS, URL_SMTP, URL_SMTPS };

struct url {
    enum url_scheme scheme;
    char host[URL_HOST_MOST + 1]; /* in lower case; an IPv6 address without its brackets */
    int port;                     /* as written, or the scheme's */
    const char *path;             /* of `text`: "/robot/send?x=1"; "" where there is none */
};

/* Reads it. NULL, or what is wrong with it, as the end of a sentence. `text` must outlive `out`. */
const char *url_read(const char *text, size_t length, struct url *out);

/* "host:port", as lists of allowed places have it; an IPv6 address in brackets. Returns out. */
const char *url_place(const struct url *url, char out[URL_PLACE_BYTES]);

/* Is the place in the list ("host:port" each)? */
bool url_allowed(const char *place, char *const *allowed, size_t count);

/* Is the host one that never is public: an address that is not, or a name of this machine or of a local network? What
 * other names resolve to is known only when one connects. */
bool url_private(const struct url *url);

#endif
