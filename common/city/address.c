/* Which addresses are public, by the registries of special-purpose addresses of IANA, as of 2025. */
#include "common/city/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

/* Everything but these is public. */
static const struct {
    uint32_t prefix;
    int bits;
} special[] = {
    {0x00000000, 8},  /* 0.0.0.0/8: this host */
    {0x0a000000, 8},  /* 10.0.0.0/8: private */
    {0x64400000, 10}, /* 100.64.0.0/10: shared; metadata services live here */
    {0x7f000000, 8},  /* 127.0.0.0/8: loopback */
    {0xa9fe0000, 16}, /* 169.254.0.0/16: link-local; metadata services live here */
    {0xac100000, 12}, /* 172.16.0.0/12: private */
    {0xc0000000, 24}, /* 192.0.0.0/24: protocol assignments */
    {0xc0000200, 24}, /* 192.0.2.0/24: documentation */
    {0xc0586300, 24}, /* 192.88.99.0/24: 6to4 relays */
    {0xc0a80000, 16}, /* 192.168.0.0/16: private */
    {0xc6120000, 15}, /* 198.18.0.0/15: benchmarks */
    {0xc6336400, 24}, /* 198.51.100.0/24: documentation */
    {0xcb007100, 24}, /* 203.0.113.0/24: documentation */
    {0xe0000000, 3},  /* 224.0.0.0/4 multicast, 240.0.0.0/4 reserved, broadcast */
};

static bool four_public(uint32_t address)
{
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if ((address ^ special[i].prefix) >> (32 - special[i].bits) == 0)
            return false;
    return true;
}

static uint32_t four_at(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool begins(const uint8_t *bytes, const uint8_t *prefix, size_t length)
{
    return memcmp(bytes, prefix, length) == 0;
}

static bool six_public(const uint8_t a[16])
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}; /* ::ffff:0:0/96 */
    static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};                    /* 64:ff9b::/96 */
    if (begins(a, mapped, sizeof mapped) || begins(a, nat64, sizeof nat64))
        return four_public(four_at(a + 12));
    if ((a[0] & 0xe0) != 0x20) /* only 2000::/3 is given out */
        return false;
    if (a[0] == 0x20 && a[1] == 0x02) /* 2002::/16, 6to4 */
        return four_public(four_at(a + 2));
    if (a[0] == 0x20 && a[1] == 0x01 && (a[2] & 0xfe) == 0) /* 2001::/23: Teredo, ORCHID, benchmarks */
        return false;
    if (four_at(a) == 0x20010db8) /* 2001:db8::/32: documentation */
        return false;
    return !(a[0] == 0x3f && a[1] == 0xff && (a[2] & 0xf0) == 0); /* 3fff::/20: documentation */
}

bool address_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        return four_public(ntohl(four.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, address, sizeof six);
        return six_public(six.sin6_addr.s6_addr);
    }
    return false;
}

bool address_parse(const char *host, size_t length, struct sockaddr_storage *out)
{
    char text[INET6_ADDRSTRLEN + 2];
    struct sockaddr_in four = {.sin_family = AF_INET};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6};
    if (length >= 2 && host[0] == '[' && host[length - 1] == ']') {
        host++;
        length -= 2;
    }
    if (length >= sizeof text)
        return false;
    memcpy(text, host, length);
    text[length] = '\0';
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET6, text, &six.sin6_addr) == 1) {
        memcpy(out, &six, sizeof six);
        return true;
    }
    if (length && strspn(text, "0123456789abcdefABCDEFxX.") == length && inet_aton(text, &four.sin_addr)) {
        memcpy(out, &four, sizeof four);
        return true;
    }
    return false;
}

const char *address_print(const struct sockaddr *address, char out[ADDRESS_TEXT_BYTES])
{
    const void *bytes = address->sa_family == AF_INET6
                            ? (const void *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr
                            : (const void *)&((const struct sockaddr_in *)(const void *)address)->sin_addr;
    if ((address->sa_family != AF_INET && address->sa_family != AF_INET6) ||
        !inet_ntop(address->sa_family, bytes, out, ADDRESS_TEXT_BYTES))
        memcpy(out, "?", 2);
    return out;
}
