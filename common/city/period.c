/* Times from one date to another. */
#include "common/city/period.h"

bool period_read(const struct place *place, const struct value *from, const struct value *until, struct period *out)
{
    out->from = from->node ? from->date : INT32_MIN;
    out->until = until->node ? until->date : INT32_MAX;
    if (out->from <= out->until)
        return true;
    place_fault(place, until->node->line, "until", "%s is before from, expected the last day, which is counted",
                until->text);
    return false;
}

bool periods_meet(struct period one, struct period other)
{
    return one.from <= other.until && other.from <= one.until;
}
