/* What figures are counted from, as the database gives it. */
#include "common/audit/events.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/kind.h"

/* The columns of the view figure_event. */
enum {
    TICKET,
    POS,
    KIND,
    FROM,
    TO,
    TASK,
    ORGANISATION,
    AREA,
    CATEGORY,
    CHANNEL,
    AT,
    DUE,
    DONE,
    DAY,
    DUE_DAY,
    URGENCY,
    REACHED,
    SOLVED,
    SATISFIED,
    HANDLING,
    WAS,
    CITY,
    HELPERS,
    HELP_DUE
};

static int8_t answer(const struct store *store, int statement, int row, int column)
{
    return store_is_null(store, statement, row, column) ? -1 : (int8_t)store_integer(store, statement, row, column);
}

static int64_t integer_or_zero(const struct store *store, int statement, int row, int column)
{
    return store_is_null(store, statement, row, column) ? 0 : store_integer(store, statement, row, column);
}

/* Numbers between commas. */
static void helpers_read(struct figure_event *event, const char *text)
{
    while (*text && event->helper_count < HELPERS_MOST) {
        char *end;
        event->helpers[event->helper_count++] = (int32_t)strtol(text, &end, 10);
        text = *end ? end + 1 : end;
    }
}

struct figure_event figure_event_read(const struct store *store, int s, int row)
{
    struct figure_event event = {
        .ticket_id = store_integer(store, s, row, TICKET),
        .pos = store_integer(store, s, row, POS),
        .kind = (int16_t)store_integer(store, s, row, KIND),
        .from = (int8_t)store_integer(store, s, row, FROM),
        .to = (int8_t)store_integer(store, s, row, TO),
        .task_id = (int16_t)store_integer(store, s, row, TASK),
        .organisation_id = (int32_t)store_integer(store, s, row, ORGANISATION),
        .area_id = (int32_t)store_integer(store, s, row, AREA),
        .category_id = (int32_t)store_integer(store, s, row, CATEGORY),
        .channel_id = (int32_t)store_integer(store, s, row, CHANNEL),
        .at = store_instant(store, s, row, AT),
        .due_at = store_instant_or_none(store, s, row, DUE),
        .done_at = store_instant_or_none(store, s, row, DONE),
        .day = (int32_t)store_integer(store, s, row, DAY),
        .due_day = (int32_t)integer_or_zero(store, s, row, DUE_DAY),
        .urgency = (int8_t)integer_or_zero(store, s, row, URGENCY),
        .reached = answer(store, s, row, REACHED),
        .solved = answer(store, s, row, SOLVED),
        .satisfied = answer(store, s, row, SATISFIED),
        .handling = store_integer(store, s, row, HANDLING) != 0,
        .was = store_instant_or_none(store, s, row, WAS),
        .help_due = store_instant_or_none(store, s, row, HELP_DUE),
    };
    if (!store_is_null(store, s, row, HELPERS))
        helpers_read(&event, store_text(store, s, row, HELPERS, NULL));
    return event;
}

void area_tree_read(struct area_tree *areas, const struct store *store, int statement)
{
    area_tree_clear(areas);
    for (int row = 0; row < store_rows(store, statement); row++) {
        size_t length, id = (size_t)store_integer(store, statement, row, 0);
        const char *kind = store_text(store, statement, row, 2, &length);
        size_t before = areas->count;
        if (id >= before) {
            areas->count = id + 1;
            areas->nodes = memory_resize(areas->nodes, areas->count, sizeof *areas->nodes);
            for (size_t i = before; i < areas->count; i++)
                areas->nodes[i] = (struct area_node){0};
        }
        areas->nodes[id] = (struct area_node){.parent_id = (int32_t)store_integer(store, statement, row, 1),
                                              .kind = (int16_t)kind_number(area_kinds, kind, length)};
    }
}

void area_tree_clear(struct area_tree *areas)
{
    free(areas->nodes);
    *areas = (struct area_tree){0};
}
