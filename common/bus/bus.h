/* ZeroMQ as Steward uses it: what all files of common/bus share. The only user of czmq and libzmq.
 *
 * An installation's endpoints are ipc sockets in its run folder:
 *   <service>.<instance>        ROUTER, commands and queries of that worker
 *   relay.<instance>.feed       PUB, events and heartbeats
 *   relay.<instance>.poke       PULL, "this city's log has grown"
 */
#ifndef COMMON_BUS_BUS_H
#define COMMON_BUS_BUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BUS_ENDPOINT_BYTES = 128, BUS_WORKERS_MAX = 16 };

/* Writes "ipc://<run>/<service>.<instance><suffix>"; aborts where it would be longer than a socket's path may be. */
void bus_endpoint(char out[BUS_ENDPOINT_BYTES], const char *run, const char *service, int instance, const char *suffix);

#endif
