#include "common/audit/pairs.h"

#include "common/figures/packed.h"
#include "common/store/queries.h"

enum { PART_WIDTH = 32 };

int pairs_make(struct pair pairs[PAIRS_MOST])
{
    static const int cuboids[] = {12, 13, 14, 15, 16, 23, 24, 25, 34, 35, 45};
    int count = 0;
    for (size_t i = 0; i < sizeof cuboids / sizeof *cuboids; i++) {
        bool area = cuboids[i] / 10 == DIMENSION_AREA || cuboids[i] % 10 == DIMENSION_AREA;
        for (int level = 0; level < (area ? LEVELS : 1); level++)
            pairs[count++] = (struct pair){(int16_t)cuboids[i], (int16_t)level};
    }
    return count;
}

bool part_next(struct part *part, const struct pair *pairs, int pair_count, const struct codes *codes)
{
    bool begins = part->last == 0;
    if (part->last == INT32_MAX) {
        part->pair++;
        begins = true;
    }
    if (part->pair >= pair_count)
        return false;
    part->first = begins ? INT32_MIN : part->last + 1;
    part->last = (begins ? 0 : part->last) + PART_WIDTH;
    if (part->last >= (int32_t)codes->count[pairs[part->pair].cuboid / 10])
        part->last = INT32_MAX;
    return true;
}

int rows_ask(struct store *store, int32_t city_id, struct pair pair, struct part part, struct array *grains,
             struct array *days)
{
    struct parameter of[] = {P_INTEGER(city_id),   P_INTEGER(pair.cuboid), P_INTEGER(pair.level), P_INTEGER(part.first),
                             P_INTEGER(part.last), P_ARRAY(grains),        P_ARRAY(days)};
    return store_send(store, &query_rollup_rows, of, sizeof of / sizeof *of);
}

void rows_take(const struct comparison *of, const struct store *store, int statement, struct pair pair,
               struct cells *out)
{
    enum { GRAIN, DAY, A, CELLS }; /* columns of rollup_rows.sql */
    for (int row = 0; row < store_rows(store, statement); row++) {
        size_t length;
        const char *bytes = store_text(store, statement, row, CELLS, &length);
        struct cell key = {.cuboid = pair.cuboid,
                           .level = pair.level,
                           .grain = (int16_t)store_integer(store, statement, row, GRAIN),
                           .day = (int32_t)store_integer(store, statement, row, DAY),
                           .a = (int32_t)store_integer(store, statement, row, A)};
        if (!packed_unpack(out, &key, bytes, length))
            row_is_broken(of, &key);
    }
}
