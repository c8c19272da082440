/* A row of notice_events.sql in the words of the city's pack. */
#include "services/notify/notice.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Columns of notice_events.sql. */
enum {
    POS,
    KIND,
    TICKET,
    AT,
    DUE,
    STATE,
    ACTOR,
    ORGANISATION,
    AREA,
    CATEGORY,
    REASON,
    STEP,
    CLOCK,
    TITLE,
    ADDRESS,
    DIFFERENCES,
    CELLS
};

static void left_write(int64_t milliseconds, char zh[48], char en[48])
{
    const char *sign = milliseconds < 0 ? "-" : "";
    int64_t minutes = (milliseconds < 0 ? -milliseconds : milliseconds) / 60000;
    int64_t days = minutes / 1440, hours = minutes / 60 % 24;
    minutes %= 60;
    if (days) {
        snprintf(zh, 48, "%s%" PRId64 "天%" PRId64 "小时", sign, days, hours);
        snprintf(en, 48, "%s%" PRId64 "d %" PRId64 "h", sign, days, hours);
    } else if (hours) {
        snprintf(zh, 48, "%s%" PRId64 "小时%" PRId64 "分", sign, hours, minutes);
        snprintf(en, 48, "%s%" PRId64 "h %" PRId64 "m", sign, hours, minutes);
    } else {
        snprintf(zh, 48, "%s%" PRId64 "分钟", sign, minutes);
        snprintf(en, 48, "%s%" PRId64 "m", sign, minutes);
    }
}

static void names_read(struct notice *notice, const struct store *store, int row)
{
    const struct pack *pack = notice->view->pack;
    const char **values = notice->values;
#define NUMBER(column) store_integer(store, EVENTS, row, column)
    int state = (int)NUMBER(STATE);
    notice->organisation = NUMBER(ORGANISATION) ? pack_organisation_of_id(pack, (int32_t)NUMBER(ORGANISATION)) : -1;
    notice->category = NUMBER(CATEGORY) ? pack_category_of_id(pack, (int32_t)NUMBER(CATEGORY)) : -1;
    int actor = NUMBER(ACTOR) ? pack_person_of_id(pack, (int32_t)NUMBER(ACTOR)) : -1;
    notice->area = NUMBER(AREA) ? pack_area_of_id(pack, (int32_t)NUMBER(AREA)) : -1;
    values[TEMPLATE_CITY] = pack->name;
    values[TEMPLATE_EVENT] = lifecycle_event_name(notice->kind);
    values[TEMPLATE_ORGANISATION] = notice->organisation >= 0 ? pack->organisations[notice->organisation].name : "";
    values[TEMPLATE_AREA] = notice->area >= 0 ? pack->areas[notice->area].name : "";
    values[TEMPLATE_CATEGORY] = notice->category >= 0 ? pack->categories[notice->category].name : "";
    values[TEMPLATE_ACTOR] = actor >= 0 ? pack->people[actor].name : "";
    notice->states[0] = state ? lifecycle_state_name_zh(state) : "";
    notice->states[1] = state ? lifecycle_state_name(state) : "";
#undef NUMBER
    values[TEMPLATE_REASON] = store_text(store, EVENTS, row, REASON, NULL);
    values[TEMPLATE_CLOCK] = store_text(store, EVENTS, row, CLOCK, NULL);
    values[TEMPLATE_STEP] = store_text(store, EVENTS, row, STEP, NULL);
    values[TEMPLATE_TITLE] = store_text(store, EVENTS, row, TITLE, NULL);
    values[TEMPLATE_ADDRESS] = store_text(store, EVENTS, row, ADDRESS, NULL);
    values[TEMPLATE_DIFFERENCES] = store_text(store, EVENTS, row, DIFFERENCES, NULL);
    values[TEMPLATE_CELLS] = store_text(store, EVENTS, row, CELLS, NULL);
}

static void times_read(struct notice *notice, const struct store *store, int row)
{
    const char **values = notice->values;
    snprintf(notice->texts[0], sizeof notice->texts[0], "%" PRId64, notice->ticket);
    values[TEMPLATE_TICKET] = notice->ticket ? notice->texts[0] : "";
    notice->at = store_instant(store, EVENTS, row, AT);
    values[TEMPLATE_AT] = view_minute(notice->view, notice->at, notice->texts[1]);
    if (store_is_null(store, EVENTS, row, DUE))
        return;
    int64_t due = store_instant(store, EVENTS, row, DUE);
    values[TEMPLATE_DUE] = view_minute(notice->view, due, notice->texts[2]);
    left_write(due - notice->at, notice->left[0], notice->left[1]);
}

void notice_read(struct notice *notice, const struct store *store, int row)
{
    memset(notice->values, 0, sizeof notice->values);
    notice->left[0][0] = notice->left[1][0] = '\0';
    notice->pos = store_integer(store, EVENTS, row, POS);
    notice->kind = (int)store_integer(store, EVENTS, row, KIND);
    notice->ticket = store_integer(store, EVENTS, row, TICKET);
    names_read(notice, store, row);
    times_read(notice, store, row);
}

int64_t notice_position(const struct store *store, int row)
{
    return store_integer(store, EVENTS, row, POS);
}
