/* One pass over the text; what is unusual is refused rather than understood. */
#include "common/city/url.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/city/address.h"

static const struct {
    const char *prefix;
    int port;
} schemes[] = {
    [URL_HTTP] = {"http://", 80},
    [URL_HTTPS] = {"https://", 443},
    [URL_SMTP] = {"smtp://", 25},
    [URL_SMTPS] = {"smtps://", 465},
};

static const char *scheme_read(const char *text, size_t length, struct url *out)
{
    for (size_t i = URL_HTTP; i < sizeof schemes / sizeof *schemes; i++) {
        size_t size = strlen(schemes[i].prefix);
        if (length > size && strncasecmp(text, schemes[i].prefix, size) == 0) {
            out->scheme = (enum url_scheme)i;
            out->port = schemes[i].port;
            return text + size;
        }
    }
    return NULL;
}

static const char *port_read(const char *at, const char *end, struct url *out)
{
    int port = 0;
    if (at == end || end - at > 5)
        return "has a port that is none, expected 1 to 65535";
    for (; at < end; at++) {
        if (*at < '0' || *at > '9')
            return "has a port that is none, expected 1 to 65535";
        port = port * 10 + (*at - '0');
    }
    out->port = port;
    return port >= 1 && port <= 65535 ? NULL : "has a port that is none, expected 1 to 65535";
}

static const char *host_read(const char *at, const char *end, struct url *out)
{
    static const char name[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_";
    struct sockaddr_storage address;
    bool brackets = at < end && *at == '[';
    size_t length = (size_t)(end - at);
    if (brackets && (end[-1] != ']' || !address_parse(at, length, &address) || address.ss_family != AF_INET6))
        return "has brackets without an IPv6 address in them";
    if (brackets) {
        at++;
        length -= 2;
    }
    if (!length || length > URL_HOST_MOST || (!brackets && strspn(at, name) < length))
        return "has no host that is a name or an address";
    for (size_t i = 0; i < length; i++)
        out->host[i] = (char)tolower((unsigned char)at[i]);
    out->host[length] = '\0';
    return NULL;
}

const char *url_read(const char *text, size_t length, struct url *out)
{
    memset(out, 0, sizeof *out);
    if (length > URL_MOST)
        return "is too long, expected at most 1000 bytes";
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] <= ' ' || (unsigned char)text[i] >= 0x7f || strchr("\\\"<>^`{|}#", text[i]))
            return "has a character that must be written as %XX, or a #";
    const char *at = scheme_read(text, length, out), *end = text + length;
    if (!at)
        return "is no address, expected one with http://, https://, smtp:// or smtps://";
    const char *stop = at + strcspn(at, "/?");
    stop = stop < end ? stop : end;
    if (memchr(at, '@', (size_t)(stop - at)))
        return "has a user in it, expected none: secrets stand in the secrets file";
    const char *bracket = memchr(at, ']', (size_t)(stop - at));
    const char *colon = memchr(bracket ? bracket : at, ':', (size_t)(stop - (bracket ? bracket : at)));
    const char *fault = host_read(at, colon ? colon : stop, out);
    if (!fault && colon)
        fault = port_read(colon + 1, stop, out);
    if (!fault && *stop == '?')
        fault = "has a query without a path before it";
    out->path = stop;
    return fault;
}

const char *url_place(const struct url *url, char out[URL_PLACE_BYTES])
{
    snprintf(out, URL_PLACE_BYTES, strchr(url->host, ':') ? "[%s]:%d" : "%s:%d", url->host, url->port);
    return out;
}

bool url_allowed(const char *place, char *const *allowed, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(place, allowed[i]) == 0)
            return true;
    return false;
}

static bool ends(const char *host, const char *with)
{
    size_t length = strlen(host), most = strlen(with);
    return length >= most && strcmp(host + length - most, with) == 0;
}

bool url_private(const struct url *url)
{
    struct sockaddr_storage address;
    char host[URL_HOST_MOST + 2];
    snprintf(host, sizeof host, ".%s", url->host);
    size_t length = strlen(host);
    if (host[length - 1] == '.')
        host[length - 1] = '\0';
    if (address_parse(host + 1, strlen(host + 1), &address))
        return !address_public((const struct sockaddr *)&address);
    return ends(host, ".localhost") || ends(host, ".local") || ends(host, ".internal") || ends(host, ".localdomain");
}
