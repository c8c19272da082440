/* Who answers for a category in an area on a date: looked up from the particular to the general. */
#include "common/city/pack.h"
#include "common/city/reading.h"

int responsibility_compare(const struct pack_responsibility *one, int category, int area)
{
    if (one->category != category)
        return one->category < category ? -1 : 1;
    return (one->area > area) - (one->area < area);
}

/* The first of those for this very category and area, or the count where there is none. */
static int responsibility_first(const struct pack *pack, int category, int area)
{
    int low = 0, high = pack->responsibility_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (responsibility_compare(&pack->responsibilities[middle], category, area) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int responsible_exactly(const struct pack *pack, int category, int area, int32_t date)
{
    for (int i = responsibility_first(pack, category, area); i < pack->responsibility_count; i++) {
        const struct pack_responsibility *one = &pack->responsibilities[i];
        if (responsibility_compare(one, category, area) != 0)
            break;
        if (one->from <= date && date <= one->until)
            return one->organisation;
    }
    return -1;
}

int pack_responsible(const struct pack *pack, int category, int area, int32_t date)
{
    for (int of = category;; of = pack->categories[of].parent) {
        for (int in = area;; in = pack->areas[in].parent) {
            int organisation = responsible_exactly(pack, of, in, date);
            if (organisation >= 0)
                return organisation;
            if (in < 0)
                break;
        }
        if (of < 0)
            return -1;
    }
}
