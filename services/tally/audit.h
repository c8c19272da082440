/* Figures held against the log every night. */
#ifndef SERVICES_TALLY_AUDIT_H
#define SERVICES_TALLY_AUDIT_H

#include "common/audit/frozen.h"
#include "common/service/service.h"
#include "common/store/columns.h"

enum { AUDIT_CITIES_MOST = 256 };

/* The night under way, and which were; zeroed is none. */
struct audit {
    int64_t look_at; /* monotonic µs */
    struct {
        int32_t city_id, day; /* of the last night that is known to be done */
    } done[AUDIT_CITIES_MOST];
    int done_count;
    int32_t city_id, day; /* of the one under way */
    struct verify *verify;
    int32_t freeze_id; /* of the frozen period whose turn it is; 0: none */
    struct frozen_check *frozen;
    struct columns_of event;
    int appended; /* statement, or -1 */
};

bool audit_ready(struct worker *worker, int64_t now, int64_t *wake, void **detail);
extern const struct work_kind audit_night;
void audit_clear(struct audit *audit);

#endif
