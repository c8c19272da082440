/* What the two passes of counting a city anew have in common. */
#ifndef COMMON_AUDIT_REBUILD_PRIVATE_H
#define COMMON_AUDIT_REBUILD_PRIVATE_H

#include "common/audit/rebuild.h"
#include "common/audit/spool.h"
#include "common/figures/packed.h"
#include "common/store/rows.h"

enum { REBUILD_BLOCK = 1 << 18, STATES_MOST = 64 };

struct rebuild {
    const struct rebuild_stores *stores;
    int32_t city_id;
    struct area_tree areas;
    struct fold fold;
    struct cells cells[GRAIN_END]; /* of one day, of its ten days, of its month */
    struct packed_row packed;
    struct rows rows;
    struct spool spool;
    int64_t states[STATES_MOST];
    struct rebuilt result;
    char *error;
    size_t error_size;
};

/* Says why it ends; false. */
bool rebuild_fail(struct rebuild *rebuild, const char *what, const char *why);
bool rebuild_store_fail(struct rebuild *rebuild, const struct store *store);

/* Passes rows on to COPY once there are so many bytes of them. */
bool rebuild_pass(struct rebuild *rebuild, size_t at_least);

/* The second pass. */
bool rebuild_sums(struct rebuild *rebuild);

#endif
