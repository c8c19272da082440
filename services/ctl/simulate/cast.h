/* Who plays in a simulation: the people of a city pack, by role. */
#ifndef SERVICES_CTL_SIMULATE_CAST_H
#define SERVICES_CTL_SIMULATE_CAST_H

#include "common/city/pack.h"
#include "services/ctl/simulate/random.h"

struct cast;

enum { NOBODY = -1, ANYWHERE = -1 };

/* Of each role (handlers: of each organisation) the first `most` people play; 0: all. The pack must outlive it. */
struct cast *cast_new(const struct pack *pack, int most);
void cast_destroy(struct cast **cast);

/* Somebody with one of the roles (a set as in proto/lifecycle.h) for the area (an index, or ANYWHERE), best one who
 * looks after it in particular. An index of the pack's people, or NOBODY. */
int cast_choose(const struct cast *cast, unsigned roles, int area, struct random *random);

/* A handler of the organisation (an index), or NOBODY. */
int cast_handler(const struct cast *cast, int organisation, struct random *random);

/* An organisation that has a handler, another than `but` where there is one; -1 where none has. */
int cast_organisation(const struct cast *cast, int but, struct random *random);

#endif
