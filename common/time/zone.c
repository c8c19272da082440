/* Asking a zone, and reading one from TZif. */
#include "common/time/zone.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/time/zone_table.h"

enum { HEADER_BYTES = 44, DAY = 86400 };

/* The counts of a header, and where its data begin. */
struct block {
    uint32_t ut, standard, leaps, times, types, characters;
    const unsigned char *data;
};

static uint32_t word_read(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t long_read(const unsigned char *at)
{
    uint64_t bits = (uint64_t)word_read(at) << 32 | word_read(at + 4);
    int64_t number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static int32_t offset_read(const unsigned char *at)
{
    uint32_t bits = word_read(at);
    int32_t number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* Reads a header and returns where the data behind it end, or NULL. Times take `size` bytes. */
static const unsigned char *block_read(const unsigned char *at, const unsigned char *end, size_t size,
                                       struct block *block)
{
    if (end - at < HEADER_BYTES || memcmp(at, "TZif", 4) != 0 || at[4] < '2')
        return NULL;
    *block = (struct block){word_read(at + 20), word_read(at + 24), word_read(at + 28), word_read(at + 32),
                            word_read(at + 36), word_read(at + 40), at + HEADER_BYTES};
    const uint32_t counts[] = {block->ut, block->standard, block->leaps, block->times, block->types, block->characters};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i] > ZONE_FILE_MOST)
            return NULL;
    size_t bytes = block->times * (size + 1) + (size_t)block->types * 6 + block->characters +
                   block->leaps * (size + 4) + block->standard + block->ut;
    return bytes <= (size_t)(end - block->data) ? block->data + bytes : NULL;
}

static bool times_read(struct zone *zone, const struct block *block)
{
    const unsigned char *types = block->data + (size_t)block->times * 8, *infos = types + block->times;
    if (!block->types)
        return false;
    zone->first_offset = offset_read(infos);
    for (uint32_t i = 0; i < block->times; i++) {
        int64_t at = long_read(block->data + (size_t)i * 8);
        if (types[i] >= block->types || (zone->count && at <= zone->transitions[zone->count - 1].at))
            return false;
        zone_add(zone, at, offset_read(infos + (size_t)types[i] * 6));
    }
    return true;
}

/* The clock can be ahead or behind by a day and a bit; times far before man are those of the oldest files. */
static bool zone_sane(const struct zone *zone)
{
    bool sane = abs(zone->first_offset) <= ZONE_OFFSET_MOST;
    for (size_t i = 0; i < zone->count; i++)
        sane &= abs(zone->transitions[i].offset) <= ZONE_OFFSET_MOST && zone->transitions[i].at > -(INT64_C(1) << 60) &&
                zone->transitions[i].at < INT64_C(1) << 40;
    return sane;
}

static const char *zone_fill(struct zone *zone, const unsigned char *bytes, size_t length)
{
    const unsigned char *end = bytes + length;
    struct block old, block;
    const unsigned char *second = block_read(bytes, end, 4, &old);
    const unsigned char *footer = second ? block_read(second, end, 8, &block) : NULL;
    if (!footer)
        return "is no time zone file of version 2 or later";
    if (block.leaps)
        return "counts leap seconds, expected a zone file without them";
    if (!times_read(zone, &block) || !zone_sane(zone))
        return "is a damaged time zone file";
    const unsigned char *close = end - footer > 2 ? memchr(footer + 1, '\n', (size_t)(end - footer - 1)) : NULL;
    if (!close || *footer != '\n' || !zone_rule_add(zone, (const char *)footer + 1, (size_t)(close - footer - 1)))
        return "has no rule for the years to come";
    return NULL;
}

void zone_add(struct zone *zone, int64_t at, int32_t offset)
{
    if (zone->count && zone->transitions[zone->count - 1].at == at)
        zone->count--;
    memory_reserve((void **)&zone->transitions, &zone->capacity, zone->count + 1, sizeof *zone->transitions);
    zone->transitions[zone->count++] = (struct transition){at, offset};
}

/* The offset before transition i; that after all of them for i = count. */
static int32_t offset_before(const struct zone *zone, size_t i)
{
    return i ? zone->transitions[i - 1].offset : zone->first_offset;
}

static void reach_fill(struct zone *zone)
{
    zone->reach = memory_new(zone->count + 1, sizeof *zone->reach);
    for (size_t i = 0; i < zone->count; i++) {
        int64_t before = zone->transitions[i].at + offset_before(zone, i);
        zone->reach[i] = i && zone->reach[i - 1] > before ? zone->reach[i - 1] : before;
    }
}

struct zone *zone_new(const void *bytes, size_t length, const char **fault)
{
    struct zone *zone = memory_new(1, sizeof *zone);
    *fault = length > ZONE_FILE_MOST ? "is too long for a time zone file" : zone_fill(zone, bytes, length);
    if (*fault)
        zone_destroy(&zone);
    else
        reach_fill(zone);
    return zone;
}

void zone_destroy(struct zone **zone)
{
    if (!*zone)
        return;
    free((*zone)->transitions);
    free((*zone)->reach);
    free(*zone);
    *zone = NULL;
}

int32_t zone_offset(const struct zone *zone, int64_t second)
{
    size_t low = 0, high = zone->count; /* the first transition after `second` */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (zone->transitions[middle].at <= second)
            low = middle + 1;
        else
            high = middle;
    }
    return offset_before(zone, low);
}

int64_t zone_instant(const struct zone *zone, int64_t wall)
{
    size_t low = 0, high = zone->count; /* the first transition before which the clock got beyond `wall` */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (zone->reach[middle] <= wall)
            low = middle + 1;
        else
            high = middle;
    }
    int64_t second = wall - offset_before(zone, low);
    if (low && second < zone->transitions[low - 1].at)
        second = zone->transitions[low - 1].at;
    return second * 1000;
}

int32_t zone_date(const struct zone *zone, int64_t instant)
{
    int64_t second = instant / 1000 - (instant % 1000 < 0), wall = second + zone_offset(zone, second);
    int32_t date = (int32_t)(wall / DAY - (wall % DAY < 0));
    while (zone_instant(zone, (int64_t)(date + 1) * DAY) <=
           instant) /* set back over midnight: it is tomorrow already */
        date++;
    return date;
}
