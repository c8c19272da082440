#include "services/report/heat_count.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

enum { PLACES_FIRST = 1024, HEAD_BYTES = 12, TICKET_BYTES = 12, URGENCIES = 8 };

/* -- what is asked for ------------------------------------------------------------------------------------------- */

void heat_count_limit(struct heat_count *count, int of, int32_t id)
{
    int32_t before = count->among_count[of];
    if (id >= before) {
        count->among_count[of] = 2 * id + 1;
        count->among[of] = memory_resize(count->among[of], (size_t)count->among_count[of], sizeof(bool));
        memset(count->among[of] + before, 0, (size_t)(count->among_count[of] - before) * sizeof(bool));
    }
    count->among[of][id] = true;
}

static bool is_among(const struct heat_count *count, int of, int32_t id)
{
    return !count->among[of] || (id >= 0 && id < count->among_count[of] && count->among[of][id]);
}

static bool asked_for(const struct heat_count *count, const struct heat_ticket *ticket)
{
    return (!count->channel || ticket->channel == count->channel) &&
           (!count->urgency || ticket->urgency == count->urgency) && is_among(count, HEAT_AREA, ticket->area) &&
           is_among(count, HEAT_CATEGORY, ticket->category);
}

/* -- squares ----------------------------------------------------------------------------------------------------- */

static bool is_free(const struct heat_cell *cell)
{
    return cell->tickets == 0 && cell->open == 0;
}

/* Its place, or the free one where it would stand. */
static struct heat_cell *place_of(const struct heat_count *count, int64_t cell)
{
    size_t at = (size_t)(((uint64_t)cell * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (count->places - 1);
    while (!is_free(&count->cells[at]) && count->cells[at].cell != cell)
        at = (at + 1) & (count->places - 1);
    return &count->cells[at];
}

static void grow(struct heat_count *count)
{
    struct heat_count before = *count;
    count->places = before.places ? 2 * before.places : PLACES_FIRST;
    count->cells = memory_new(count->places, sizeof *count->cells);
    for (size_t i = 0; i < before.places; i++)
        if (!is_free(&before.cells[i]))
            *place_of(count, before.cells[i].cell) = before.cells[i];
    free(before.cells);
}

static struct heat_cell *square_of(struct heat_count *count, int64_t cell)
{
    if (2 * count->used >= count->places)
        grow(count);
    struct heat_cell *place = place_of(count, cell);
    if (is_free(place)) {
        place->cell = cell;
        count->used++;
    }
    return place;
}

void heat_count_received(struct heat_count *count, const struct heat_ticket *ticket)
{
    if (asked_for(count, ticket))
        square_of(count, ticket->cell)->tickets++;
}

void heat_count_open(struct heat_count *count, const struct heat_ticket *ticket, bool overdue)
{
    if (!asked_for(count, ticket))
        return;
    struct heat_cell *square = square_of(count, ticket->cell);
    square->open++;
    square->overdue += overdue;
}

/* -- packed days ------------------------------------------------------------------------------------------------- */

static uint32_t number_at(const unsigned char *bytes)
{
    uint32_t number;
    memcpy(&number, bytes, sizeof number);
    return be32toh(number);
}

static int64_t tickets_asked_for(const struct heat_count *count, const unsigned char *at, uint32_t tickets)
{
    int64_t found = 0;
    for (uint32_t i = 0; i < tickets; i++, at += TICKET_BYTES) {
        uint32_t how = number_at(at + 8);
        struct heat_ticket ticket = {.area = (int32_t)number_at(at),
                                     .category = (int32_t)number_at(at + 4),
                                     .channel = (int32_t)(how / URGENCIES),
                                     .urgency = (int32_t)(how % URGENCIES)};
        found += asked_for(count, &ticket);
    }
    return found;
}

bool heat_count_day(struct heat_count *count, const void *packed, size_t length)
{
    const unsigned char *at = packed, *end = at + length;
    while (at < end) {
        if (end - at < HEAD_BYTES)
            return false;
        uint64_t cell = (uint64_t)number_at(at) << 32 | number_at(at + 4);
        uint32_t tickets = number_at(at + 8);
        at += HEAD_BYTES;
        if (!tickets || (size_t)(end - at) / TICKET_BYTES < tickets)
            return false;
        int64_t found = tickets_asked_for(count, at, tickets);
        if (found)
            square_of(count, (int64_t)cell)->tickets += found;
        at += (size_t)tickets * TICKET_BYTES;
    }
    return true;
}

/* -- at the end -------------------------------------------------------------------------------------------------- */

static int cells_compare(const void *a, const void *b)
{
    const struct heat_cell *one = a, *other = b;
    if (one->tickets != other->tickets)
        return one->tickets < other->tickets ? 1 : -1;
    return (one->cell > other->cell) - (one->cell < other->cell);
}

size_t heat_count_sort(struct heat_count *count)
{
    size_t used = 0;
    for (size_t i = 0; i < count->places; i++)
        if (!is_free(&count->cells[i]))
            count->cells[used++] = count->cells[i];
    if (used)
        qsort(count->cells, used, sizeof *count->cells, cells_compare);
    return used;
}

void heat_count_clear(struct heat_count *count)
{
    free(count->cells);
    free(count->among[HEAT_AREA]);
    free(count->among[HEAT_CATEGORY]);
    memset(count, 0, sizeof *count);
}
