/* Names of endpoints. */
#include "common/bus/bus.h"

#include <stdio.h>

#include "common/base/log.h"

enum { SOCKET_PATH_MAX = 107 };

void bus_endpoint(char out[BUS_ENDPOINT_BYTES], const char *run, const char *service, int instance, const char *suffix)
{
    static const char scheme[] = "ipc://";
    int length = snprintf(out, BUS_ENDPOINT_BYTES, "%s%s/%s.%d%s", scheme, run, service, instance, suffix);
    if (length < 0 || length - (int)(sizeof scheme - 1) > SOCKET_PATH_MAX)
        log_abort("the run folder's path is too long for a socket path=%s", run);
}
