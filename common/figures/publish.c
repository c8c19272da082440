#include "common/figures/publish.h"

bool publish_small(int64_t count)
{
    return count > 0 && count < PUBLISH_LEAST;
}

void publish_add(struct publish_sum *sum, int64_t count, bool cell_shown)
{
    sum->total += count;
    if (cell_shown)
        sum->shown += count;
    else if (publish_small(count))
        sum->small++;
    else
        sum->held++;
}

/* Can `small` small ones and `held` held ones (each 0, or PUBLISH_LEAST and more) come to `rest`? */
static bool possible(int64_t rest, int small, int held)
{
    for (int64_t of_small = small; of_small <= (int64_t)small * (PUBLISH_LEAST - 1); of_small++)
        if (rest == of_small || (held > 0 && rest - of_small >= PUBLISH_LEAST))
            return true;
    return false;
}

/* That a total is not told tells something, too: were it so only where all small ones are 1, they would be known. So it
 * is not told either where one of them is 2; and the same at the other end. */
static bool at_an_end(const struct publish_sum *sum)
{
    int64_t hidden = sum->total - sum->shown, most = (int64_t)sum->small * (PUBLISH_LEAST - 1);
    return hidden <= sum->small + 1 || (sum->held == 0 && hidden >= most - 1);
}

bool publish_exact(const struct publish_sum *sum)
{
    int ways = 0;
    if (sum->small == 0)
        return true;
    if (at_an_end(sum))
        return false;
    for (int64_t one = 1; one < PUBLISH_LEAST; one++)
        ways += possible(sum->total - sum->shown - one, sum->small - 1, sum->held);
    return ways >= 2;
}

int64_t publish_least(const struct publish_sum *sum)
{
    return sum->shown + sum->small;
}
