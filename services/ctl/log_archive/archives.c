/* steward log archives: the ranges of the log that are in files, or were. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/store/queries.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/moment.h"
#include "services/ctl/table.h"

static json_t *archive_json(const struct store *store, int row)
{
    json_t *archive = json_pack(
        "{s:s, s:I, s:I, s:s, s:I, s:I, s:I, s:s, s:s, s:I, s:s}", "city", store_text(store, 0, row, 0, NULL), "first",
        (json_int_t)store_integer(store, 0, row, 2), "last", (json_int_t)store_integer(store, 0, row, 3), "state",
        store_text(store, 0, row, 4, NULL), "events", (json_int_t)store_integer(store, 0, row, 5), "from",
        (json_int_t)store_instant(store, 0, row, 6), "to", (json_int_t)store_instant(store, 0, row, 7), "file",
        store_text(store, 0, row, 8, NULL), "sha256", store_text(store, 0, row, 9, NULL), "begun",
        (json_int_t)store_instant(store, 0, row, 10), "begun_by", store_text(store, 0, row, 11, NULL));
    if (!store_is_null(store, 0, row, 12))
        json_object_set_new(archive, "dropped", json_integer(store_instant(store, 0, row, 12)));
    if (!store_is_null(store, 0, row, 13)) {
        json_object_set_new(archive, "back", json_integer(store_instant(store, 0, row, 13)));
        json_object_set_new(archive, "back_by", json_string(store_text(store, 0, row, 14, NULL)));
    }
    return archive;
}

static void archives_print_json(const struct store *store)
{
    json_t *list = json_array();
    for (int row = 0; row < store_rows(store, 0); row++)
        json_array_append_new(list, archive_json(store, row));
    json_t *reply = json_pack("{s:o}", "archives", list);
    call_print(reply);
    json_decref(reply);
}

static void archives_print(const struct store *store)
{
    static const struct table_column columns[] = {{"city", 0, 0},   {"first", 1, 0}, {"last", 1, 0}, {"state", 0, 0},
                                                  {"events", 1, 0}, {"from", 0, 0},  {"to", 0, 0},   {"begun", 0, 0},
                                                  {"by", 0, 0},     {"file", 0, 0}};
    char from[MOMENT_BYTES], to[MOMENT_BYTES], begun[MOMENT_BYTES];
    struct table *table = table_new(columns, sizeof columns / sizeof *columns);
    for (int row = 0; row < store_rows(store, 0); row++) {
        table_add(table, store_text(store, 0, row, 0, NULL));
        table_addf(table, "%" PRId64, store_integer(store, 0, row, 2));
        table_addf(table, "%" PRId64, store_integer(store, 0, row, 3));
        table_add(table, store_text(store, 0, row, 4, NULL));
        table_addf(table, "%" PRId64, store_integer(store, 0, row, 5));
        table_add(table, moment_text(from, store_instant(store, 0, row, 6)));
        table_add(table, moment_text(to, store_instant(store, 0, row, 7)));
        table_add(table, moment_text(begun, store_instant(store, 0, row, 10)));
        table_add(table, store_text(store, 0, row, 11, NULL));
        table_add(table, store_text(store, 0, row, 8, NULL));
    }
    table_print(table);
    table_destroy(&table);
}

int log_archives_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        .text = "The ranges of the log that are in files or were, in order; without --city those of all cities."};
    ctl_options_read(ctl, &options, argc, argv, NULL);
    struct store *store = ctl_store(ctl);
    if (!store || (ctl->city && !ctl_city(ctl)))
        return CTL_FAILED;
    struct parameter city = ctl->city_id ? P_INTEGER(ctl->city_id) : P_NULL;
    if (!store_run(store, &query_log_archive_list, &city, 1))
        return ctl_fail("the archives cannot be read: %s", store_error(store)->message);
    if (ctl->json)
        archives_print_json(store);
    else
        archives_print(store);
    return CTL_DONE;
}
