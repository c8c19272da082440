/* Chooses from the pack what a simulation is about. */
#include "services/ctl/simulate/play.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "proto/lifecycle.h"
#include "services/ctl/ctl.h"

/* People complain about what has no finer category. */
static void categories_choose(struct play *play)
{
    const struct pack *pack = play->pack;
    bool *has_child = memory_new((size_t)pack->category_count, sizeof *has_child);
    play->categories = memory_new((size_t)pack->category_count, sizeof *play->categories);
    for (int i = 0; i < pack->category_count; i++)
        if (pack->categories[i].parent >= 0)
            has_child[pack->categories[i].parent] = true;
    for (int i = 0; i < pack->category_count; i++)
        if (!has_child[i])
            play->categories[play->category_count++] = i;
    free(has_child);
}

/* People complain where they live: below the streets, where the pack has anything there. */
static void areas_choose(struct play *play)
{
    const struct pack *pack = play->pack;
    play->areas = memory_new((size_t)pack->area_count, sizeof *play->areas);
    for (int i = 0; i < pack->area_count; i++)
        if (pack->areas[i].kind != AREA_CITY && pack->areas[i].kind != AREA_STREET &&
            pack->areas[i].kind != AREA_COMMUNITY)
            play->areas[play->area_count++] = i;
    for (int i = 0; play->area_count == 0 && i < pack->area_count; i++)
        play->areas[i] = i;
    if (play->area_count == 0)
        play->area_count = pack->area_count;
}

static bool play_possible(const struct play *play)
{
    struct random random = random_of(play->seed, 0);
    if (cast_choose(play->cast, lifecycle_roles(STATE_NONE, ACTION_SUBMIT) & ~(unsigned)ROLE_IMPORTER, ANYWHERE,
                    &random) == NOBODY)
        ctl_fail("people.yaml of %s: nobody may submit a complaint; expected a resident, grid worker, building head or "
                 "operator",
                 play->city);
    else if (play->pack->channel_count == 0 || play->category_count == 0)
        ctl_fail("city.yaml of %s: a simulation needs a channel and a category", play->city);
    else
        return true;
    return false;
}

struct play *play_new(struct pack *pack, uint64_t seed, int actors, double pace)
{
    struct play *play = memory_new(1, sizeof *play);
    play->city = pack->code;
    play->pack = pack;
    play->seed = seed;
    play->pace = pace;
    play->cast = cast_new(pack, actors);
    play->phrases = phrases_new();
    identifier_new(play->run);
    areas_choose(play);
    categories_choose(play);
    if (!play_possible(play))
        play_destroy(&play);
    return play;
}

void play_destroy(struct play **play)
{
    if (!*play)
        return;
    cast_destroy(&(*play)->cast);
    phrases_destroy(&(*play)->phrases);
    pack_destroy(&(*play)->pack);
    free((*play)->areas);
    free((*play)->categories);
    free(*play);
    *play = NULL;
}
