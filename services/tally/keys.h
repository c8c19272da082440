/* Keys of commands are forgotten when doing them again has become impossible (docs/storage.md). */
#ifndef SERVICES_TALLY_KEYS_H
#define SERVICES_TALLY_KEYS_H

#include "common/service/service.h"
#include "common/store/columns.h"

struct keys {
    int64_t look_at;        /* monotonic µs: when to go on */
    struct columns_of keep; /* of each version of each pack: city, version, for how many ms */
};

bool keys_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind keys_forget;
void keys_clear(struct keys *keys);

#endif
