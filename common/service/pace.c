/* Work and rest. */
#include "common/service/pace.h"

bool pace_begin(struct pace *pace, const struct follower *follower, int64_t now, int64_t *wake)
{
    if (!follower_lag(follower))
        return false;
    if (pace->due > now) {
        *wake = pace->due < *wake ? pace->due : *wake;
        return false;
    }
    pace->began = now;
    return true;
}

void pace_end(struct pace *pace, const struct follower *follower, int64_t now)
{
    int64_t behind = follower_lag(follower);
    int rest = behind ? pace->rest : 0;
    if (follower_growth(follower) > PACE_PRESSURE && rest < PACE_REST_UNDER_PRESSURE)
        rest = PACE_REST_UNDER_PRESSURE;
    pace->due = now + (behind > pace->few ? 0 : pace->each_us) + rest * (now - pace->began);
}
