#include "common/audit/codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "proto/lifecycle.h"

/* Kinds of the statement pack_codes. */
static const enum dimension dimension_of_kind[] = {
    [1] = DIMENSION_AREA, [2] = DIMENSION_ORGANISATION, [3] = DIMENSION_CATEGORY, [4] = DIMENSION_CHANNEL};

static void code_keep(struct codes *codes, enum dimension dimension, size_t number, const char *code, size_t length)
{
    size_t before = codes->count[dimension];
    if (number >= before) {
        codes->count[dimension] = number + 1;
        codes->of[dimension] = memory_resize(codes->of[dimension], number + 1, sizeof **codes->of);
        for (size_t i = before; i <= number; i++)
            codes->of[dimension][i] = NULL;
    }
    free(codes->of[dimension][number]);
    codes->of[dimension][number] = memory_text(code, length);
}

void codes_read(struct codes *codes, const struct store *store, int statement)
{
    codes_clear(codes);
    for (int row = 0; row < store_rows(store, statement); row++) {
        size_t length, kind = (size_t)store_integer(store, statement, row, 0);
        const char *code = store_text(store, statement, row, 2, &length);
        if (kind < sizeof dimension_of_kind / sizeof *dimension_of_kind)
            code_keep(codes, dimension_of_kind[kind], (size_t)store_integer(store, statement, row, 1), code, length);
    }
}

void codes_clear(struct codes *codes)
{
    for (int dimension = 0; dimension < DIMENSION_COUNT; dimension++) {
        for (size_t i = 0; i < codes->count[dimension]; i++)
            free(codes->of[dimension][i]);
        free(codes->of[dimension]);
    }
    *codes = (struct codes){0};
}

void codes_print(const struct codes *codes, enum dimension dimension, int32_t number, char *out, size_t size)
{
    static const char *const names[] = {
        [DIMENSION_ORGANISATION] = "organisation", [DIMENSION_AREA] = "area",       [DIMENSION_CATEGORY] = "category",
        [DIMENSION_CHANNEL] = "channel",           [DIMENSION_URGENCY] = "urgency", [DIMENSION_STATE] = "state"};
    const char *code = number > 0 && (size_t)number < codes->count[dimension] ? codes->of[dimension][number] : NULL;
    if (dimension == DIMENSION_STATE)
        code = lifecycle_state_name(number);
    if (code)
        snprintf(out, size, "%s %s", names[dimension], code);
    else if (number == 0 && dimension == DIMENSION_ORGANISATION)
        snprintf(out, size, "no organisation");
    else
        snprintf(out, size, "%s %d", names[dimension], number);
}
