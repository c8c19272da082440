/* Groups the people of a pack by role and organisation. */
#include "services/ctl/simulate/cast.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "proto/lifecycle.h"

enum { ROLES_MOST = 32 };

struct group {
    int *people; /* indices */
    int count;
};

struct cast {
    const struct pack *pack;
    int32_t today;
    struct group roles[ROLES_MOST]; /* by number of the role's bit */
    struct group *handlers;         /* by organisation */
    int *organisations;             /* those that have a handler */
    int organisation_count;
};

static void group_add(struct group *group, int person, int most)
{
    if (group->count >= most)
        return;
    group->people = memory_resize(group->people, (size_t)group->count + 1, sizeof *group->people);
    group->people[group->count++] = person;
}

struct cast *cast_new(const struct pack *pack, int most)
{
    struct cast *cast = memory_new(1, sizeof *cast);
    cast->pack = pack;
    cast->today = pack_date(pack, instant_now());
    cast->handlers = memory_new((size_t)pack->organisation_count + 1, sizeof *cast->handlers);
    cast->organisations = memory_new((size_t)pack->organisation_count + 1, sizeof *cast->organisations);
    for (int i = 0; i < pack->person_count; i++) {
        unsigned roles = pack_person_roles(pack, i, ANYWHERE, cast->today);
        int organisation = pack_person_organisation(pack, i, cast->today);
        for (int role = 0; role < ROLES_MOST; role++)
            if (roles & 1U << role)
                group_add(&cast->roles[role], i, most ? most : INT_MAX);
        if (roles & ROLE_HANDLER && organisation >= 0)
            group_add(&cast->handlers[organisation], i, most ? most : INT_MAX);
    }
    for (int i = 0; i < pack->organisation_count; i++)
        if (cast->handlers[i].count > 0)
            cast->organisations[cast->organisation_count++] = i;
    return cast;
}

void cast_destroy(struct cast **cast)
{
    if (!*cast)
        return;
    for (int role = 0; role < ROLES_MOST; role++)
        free((*cast)->roles[role].people);
    for (int i = 0; i < (*cast)->pack->organisation_count; i++)
        free((*cast)->handlers[i].people);
    free((*cast)->handlers);
    free((*cast)->organisations);
    free(*cast);
    *cast = NULL;
}

/* Is the area one that the person looks after in particular? */
static bool looks_after(const struct cast *cast, int person, int area)
{
    return pack_person_depth(cast->pack, person, ~0U, area, cast->today) > 0;
}

int cast_choose(const struct cast *cast, unsigned roles, int area, struct random *random)
{
    int chosen = NOBODY, near = NOBODY;
    uint32_t seen = 0, seen_near = 0;
    for (int role = 0; role < ROLES_MOST; role++)
        for (int i = 0; roles & 1U << role && i < cast->roles[role].count; i++) {
            int person = cast->roles[role].people[i];
            if (!(pack_person_roles(cast->pack, person, area, cast->today) & 1U << role))
                continue;
            if (random_below(random, ++seen) == 0)
                chosen = person;
            if (area != ANYWHERE && looks_after(cast, person, area) && random_below(random, ++seen_near) == 0)
                near = person;
        }
    return near != NOBODY ? near : chosen;
}

int cast_handler(const struct cast *cast, int organisation, struct random *random)
{
    if (organisation < 0 || cast->handlers[organisation].count == 0)
        return NOBODY;
    return cast->handlers[organisation].people[random_below(random, (uint32_t)cast->handlers[organisation].count)];
}

int cast_organisation(const struct cast *cast, int but, struct random *random)
{
    if (cast->organisation_count == 0)
        return -1;
    uint32_t first = random_below(random, (uint32_t)cast->organisation_count);
    int chosen = cast->organisations[first];
    return chosen != but ? chosen : cast->organisations[(first + 1) % (uint32_t)cast->organisation_count];
}
