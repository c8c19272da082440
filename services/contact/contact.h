/* contact: shows how a reporter can be reached, and finds tickets by it, for who may know it and says why. The only one
 * that holds the secret key. */
#ifndef SERVICES_CONTACT_CONTACT_H
#define SERVICES_CONTACT_CONTACT_H

#include "common/contact/open.h"
#include "common/contact/phone_index.h"
#include "common/service/service.h"
#include "services/contact/log.h"

/* What a worker of contact keeps. */
struct reveal {
    char *folder;
    struct opener *opener; /* NULL: no keys */
    struct reveal_log *log;
    struct array cities, keys, tickets, indices; /* what is asked for */
    int appended;                                /* statement that appends the events; -1: none */
};

void *reveal_open(struct worker *worker);
void reveal_close(void *state);

/* What reveal_check or find_check found out. */
struct asked {
    int32_t city_id, pack_version, actor_id;
    bool replayed;
    unsigned char index[PHONE_INDEX_BYTES]; /* of the number that is sought */
};
_Static_assert(sizeof(struct asked) <= REQUEST_DETAIL_BYTES, "room for what the check found");

struct asked *asked_of(struct request *request);

/* contact.reveal */
bool reveal_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind reveal_batch;

/* contact.find */
bool find_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind find_batch;

/* May the person see contact data of a ticket of this area? */
bool area_check(struct worker *worker, struct request *request, int32_t area_id, struct fault *fault);

/* May the person of a contact.find see contact data of a ticket of this area? Others are not found for them. */
bool find_area_seen(struct worker *worker, const struct request *request, int32_t area_id);

/* Looks at rows of reveal_find: of the work's requests those whose key was used before are marked as replayed, or
 * refused where it was for something else or long ago. `keys` and `time` are the statements of these. */
void replays_judge(struct work *work, int keys, int time);

#endif
