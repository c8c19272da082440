/* What the daily pass through the keys of commands has left (services/tally/keys.h). */
#include <inttypes.h>
#include <stdio.h>

#include "services/ctl/installation.h"
#include "services/ctl/moment.h"

enum { DAYS_MOST = 3 };

static const int64_t day_ms = INT64_C(86400000);

bool server_keys_hold(const struct server_state *server)
{
    return server->keys.read && (!server->keys.passed || server->now - server->keys.done_at < DAYS_MOST * day_ms);
}

void server_keys_tell(const struct server_state *server, char out[KEYS_TEXT_BYTES])
{
    char oldest[MOMENT_BYTES], done[MOMENT_BYTES];
    const struct keys_state *keys = &server->keys;
    if (!keys->read)
        snprintf(out, KEYS_TEXT_BYTES, "they cannot be read");
    else if (!keys->passed)
        snprintf(out, KEYS_TEXT_BYTES, "not gone through yet");
    else
        snprintf(out, KEYS_TEXT_BYTES, "%" PRId64 " kept, the oldest of %s; %" PRId64 " forgotten %s", keys->kept,
                 keys->kept ? moment_text(oldest, keys->oldest_at) : "none", keys->forgotten,
                 moment_text(done, keys->done_at));
}
