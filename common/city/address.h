/* Internet addresses: may a message be sent there, or is it an address inside, which somebody who writes a pack must
 * not be able to reach through us (server-side request forgery)? Pure. */
#ifndef COMMON_CITY_ADDRESS_H
#define COMMON_CITY_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

enum { ADDRESS_TEXT_BYTES = 64 };

/* Is it an address of the public Internet? False for private, loopback, link-local, shared (100.64.0.0/10), multicast,
 * documentation and reserved ones, for all of them also where they are wrapped in IPv6 (mapped, 6to4, NAT64), and for
 * every family but IPv4 and IPv6. After IANA's special-purpose registries (RFC 6890). */
bool address_public(const struct sockaddr *address);

/* Reads a host that is written as an address, also as C libraries and resolvers take it: "10.0.0.1", "[::1]", "::1",
 * "2130706433", "0x7f.1", "017700000001". False where it is a name. */
bool address_parse(const char *host, size_t length, struct sockaddr_storage *out);

/* "10.0.0.1", "::1"; returns out. */
const char *address_print(const struct sockaddr *address, char out[ADDRESS_TEXT_BYTES]);

#endif
