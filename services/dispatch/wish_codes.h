/* What several messages name, looked up in the pack and taken into the wish; nothing where it is not given. False, with
 * `fault` filled for the field, where the city does not have it, or it is no limit. */
#ifndef SERVICES_DISPATCH_WISH_CODES_H
#define SERVICES_DISPATCH_WISH_CODES_H

#include "services/dispatch/wish.h"

bool wish_organisation_read(const struct pack *pack, const char *field, const struct value *value, int32_t *id,
                            struct fault *fault);
bool wish_person_read(const struct pack *pack, const char *field, const struct value *value, int32_t *id,
                      struct fault *fault);

/* Organisations, of the field `group`. */
bool wish_group_read(const struct pack *pack, const struct value *value, struct wish *wish, struct fault *fault);

bool wish_limit_read(const char *field, const struct value *value, struct wish *wish, struct fault *fault);

/* The four fields by which a ticket is sorted. */
bool wish_sort_read(const struct pack *pack, const struct value *category, const struct value *area,
                    const struct value *urgency, const struct value *standard, struct wish *wish, struct fault *fault);

#endif
