/* Field by field, in the order of log_rows.sql; what is absent is left out. Codes and names of proto need no escape. */
#include "services/relay/event.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/base/memory.h"
#include "proto/lifecycle.h"

enum column {
    POSITION,
    TICKET,
    KIND,
    STATE,
    VERSION,
    TASK,
    ACTOR,
    ORGANISATION,
    AREA,
    CATEGORY,
    CHANNEL,
    AT,
    DUE,
    LATE,
    DATA
};

enum { PIECE_BYTES = 256 };

static void text_add(struct event_text *out, const char *text, size_t length)
{
    memory_reserve((void **)&out->bytes, &out->capacity, out->length + length, 1);
    memcpy(out->bytes + out->length, text, length);
    out->length += length;
}

static void __attribute__((format(printf, 2, 3))) piece_add(struct event_text *out, const char *format, ...)
{
    char piece[PIECE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    text_add(out, piece, (size_t)length);
}

static void number_add(struct event_text *out, const char *name, int64_t number)
{
    if (number)
        piece_add(out, ",\"%s\":%lld", name, (long long)number);
}

static void instant_add(struct event_text *out, const char *name, const struct store *store, int statement, int row,
                        int column)
{
    if (!store_is_null(store, statement, row, column))
        piece_add(out, ",\"%s\":%lld", name, (long long)store_instant(store, statement, row, column));
}

/* The code of a number of the pack; true as well where there is no number. */
#define CODE_ADD(out, name, things, of_id, number)                                                                     \
    ((number) == 0 ||                                                                                                  \
     (of_id(pack, (int32_t)(number)) >= 0 &&                                                                           \
      (piece_add(out, ",\"" name "\":\"%s\"", pack->things[of_id(pack, (int32_t)(number))].code), true)))

static bool codes_add(struct event_text *out, const struct store *store, int statement, int row,
                      const struct pack *pack)
{
#define NUMBER(column) store_integer(store, statement, row, column)
    return CODE_ADD(out, "actor", people, pack_person_of_id, NUMBER(ACTOR)) &&
           CODE_ADD(out, "channel", channels, pack_channel_of_id, NUMBER(CHANNEL)) &&
           CODE_ADD(out, "category", categories, pack_category_of_id, NUMBER(CATEGORY)) &&
           CODE_ADD(out, "area", areas, pack_area_of_id, NUMBER(AREA)) &&
           CODE_ADD(out, "organisation", organisations, pack_organisation_of_id, NUMBER(ORGANISATION));
#undef NUMBER
}

bool event_write(struct event_text *out, const struct store *store, int statement, int row, const struct pack *pack)
{
    int kind = (int)store_integer(store, statement, row, KIND);
    const char *name = lifecycle_event_name(kind);
    out->length = 0;
    piece_add(out, "{\"city\":\"%s\",\"position\":%lld,\"kind\":\"%s\"", pack->code,
              (long long)store_integer(store, statement, row, POSITION), name ? name : "");
    instant_add(out, "at", store, statement, row, AT);
    number_add(out, "ticket", store_integer(store, statement, row, TICKET));
    number_add(out, "version", store_integer(store, statement, row, VERSION));
    if (kind < FACT_LEAST)
        piece_add(out, ",\"state\":\"%s\"", lifecycle_state_name((int)store_integer(store, statement, row, STATE)));
    if (!name || !codes_add(out, store, statement, row, pack))
        return false;
    number_add(out, "task", store_integer(store, statement, row, TASK));
    instant_add(out, "due", store, statement, row, DUE);
    if (!store_is_null(store, statement, row, LATE))
        piece_add(out, ",\"late\":%s", store_integer(store, statement, row, LATE) ? "true" : "false");
    if (!store_is_null(store, statement, row, DATA)) {
        size_t length;
        const char *data = store_text(store, statement, row, DATA, &length);
        piece_add(out, ",\"data\":");
        text_add(out, data, length);
    }
    text_add(out, "}", 1);
    return true;
}
