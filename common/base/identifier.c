/* UUIDv7: 48 bits of milliseconds, 12 bits that count within one, 62 bits of chance. */
#include "common/base/identifier.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/random.h>

#include "common/base/instant.h"
#include "common/base/log.h"

void identifier_new(char out[IDENTIFIER_BYTES])
{
    static int64_t last;
    static unsigned counter;
    uint64_t chance;
    if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance)
        log_abort("getrandom gave nothing");
    int64_t now = instant_now();
    if (now > last) {
        last = now;
        counter = 0;
    } else if (++counter > 0xfff) {
        last++;
        counter = 0;
    }
    snprintf(out, IDENTIFIER_BYTES, "%08x-%04x-7%03x-%04x-%012llx", (unsigned)(last >> 16), (unsigned)(last & 0xffff),
             counter, 0x8000U | (unsigned)(chance >> 50), (unsigned long long)(chance & 0xffffffffffffULL));
}
