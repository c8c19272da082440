/* The usual delays. */
#include "services/ctl/simulate/delay.h"

/* From … to, in ms. */
static const struct {
    int64_t least, most;
} delays[] = {
    [ACTION_ACCEPT] = {1000, 4000},  [ACTION_DISPATCH] = {1000, 5000},   [ACTION_SIGN] = {1000, 6000},
    [ACTION_HANDLE] = {3000, 25000}, [ACTION_VERIFY] = {1000, 8000},     [ACTION_CLOSE] = {1000, 4000},
    [ACTION_REJECT] = {1000, 5000},  [ACTION_RETURN] = {1000, 6000},     [ACTION_REWORK] = {2000, 8000},
    [ACTION_VOID] = {1000, 4000},    [ACTION_FOLLOW_UP] = {3000, 15000}, [ACTION_WITHDRAW] = {500, 5000},
};

int64_t delay_choose(enum ticket_action action, double pace, struct random *random)
{
    return (int64_t)((double)random_between(random, delays[action].least, delays[action].most) * pace);
}
