/* From a message to what the mover wishes: codes looked up, fields held against each other, all without the database.
 */
#ifndef SERVICES_DISPATCH_WISH_H
#define SERVICES_DISPATCH_WISH_H

#include "services/dispatch/move.h"

/* The fields that all moves begin with. */
static inline const struct message_move *move_of(const struct request *request)
{
    return (const struct message_move *)(const void *)request->values;
}

/* What wish_read has found out, once the request was checked. */
static inline const struct wish *wish_of(const struct request *request)
{
    return (const struct wish *)(const void *)request->detail;
}

/* The action that a message of dispatch asks for; 0 where it is no move. */
enum ticket_action wish_action(enum message_id message);

/* Fills the wish of a request; its texts are the request's. False, with `fault` filled, where a code is unknown, a
 * reason is missing, or a field is not for this person. */
bool wish_read(const struct pack *pack, struct request *request, struct wish *wish, struct fault *fault);

/* What the move carries beyond what has columns of its own: data of its event. The caller owns it. */
json_t *wish_data(const struct request *request);

#endif
