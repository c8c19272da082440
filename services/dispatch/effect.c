/* Making an effect of proto/lifecycle.def. */
#include "services/dispatch/effects.h"

bool effect_nothing(struct move *move)
{
    (void)move;
    return true;
}

bool effect_make(struct move *move, struct fault *fault)
{
    static bool (*const effects[EFFECT_COUNT])(struct move *) = {
#define EFFECT(id, name, meaning) [EFFECT_##id] = effect_##name,
#include "proto/lifecycle.def"
    };
    move->fault = fault;
    return effects[move->edge->effect](move);
}
