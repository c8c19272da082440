/* Writing an explanation. */
#include "common/time/explain_text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/time/date.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

static const char *const changes[] = {
    [CLOCK_STARTED] = "started 起算",
    [CLOCK_PAUSED] = "paused 暂停",
    [CLOCK_RESUMED] = "resumed 恢复",
    [CLOCK_STOPPED] = "stopped 停止",
    [CLOCK_LIMIT_CHANGED] = "limit changed 变更时限",
    [CLOCK_CALENDAR_CHANGED] = "calendar changed 变更日历",
    [CLOCK_MOVED] = "moved to another organisation 改派单位",
    [CLOCK_RUN_ON] = "runs on as if it had not stopped 返工续算",
    [CLOCK_EXEMPTED] = "exempted from assessment 考核剔除",
};

/* A text that grows, cut where it is full. */
struct text {
    char *bytes;
    size_t length, size;
};

static void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void text_add(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(text->bytes + text->length, text->size - text->length, format, arguments);
    va_end(arguments);
    if (more > 0)
        text->length += (size_t)more < text->size - text->length ? (size_t)more : text->size - text->length - 1;
}

static int64_t wall_of(const struct calendar *calendar, int64_t instant)
{
    return calendar ? calendar_wall(calendar, instant) : instant;
}

/* "16:00", "16:00:07" or "16:00:07.120". */
static void time_add(struct text *text, int64_t wall)
{
    int ms = (int)((wall % LIMIT_DAY_MS + LIMIT_DAY_MS) % LIMIT_DAY_MS);
    text_add(text, "%02d:%02d", ms / HOUR, ms / MINUTE % 60);
    if (ms % MINUTE)
        text_add(text, ":%02d", ms / SECOND % 60);
    if (ms % SECOND)
        text_add(text, ".%03d", ms % SECOND);
}

static void instant_add(struct text *text, const struct calendar *calendar, int64_t instant)
{
    char date[DATE_TEXT_BYTES];
    int64_t wall = wall_of(calendar, instant);
    date_print((int32_t)(wall / LIMIT_DAY_MS - (wall % LIMIT_DAY_MS < 0)), date);
    text_add(text, "%s ", date);
    time_add(text, wall);
    if (!calendar)
        text_add(text, "Z");
}

void explain_instant_print(const struct calendar *calendar, int64_t instant, char out[EXPLAIN_INSTANT_BYTES])
{
    struct text text = {out, 0, EXPLAIN_INSTANT_BYTES};
    instant_add(&text, calendar, instant);
}

/* Thousandths of a day, rounded towards 0, without noughts at the end. */
static void days_add(struct text *text, int64_t ms)
{
    int64_t whole = ms / LIMIT_DAY_MS, part = ms % LIMIT_DAY_MS * 1000 / LIMIT_DAY_MS;
    char digits[8];
    snprintf(digits, sizeof digits, ".%03d", (int)part);
    for (size_t length = strlen(digits); length && (digits[length - 1] == '0' || digits[length - 1] == '.');)
        digits[--length] = '\0';
    text_add(text, "%" PRId64 "%s day%s", whole, digits, ms == LIMIT_DAY_MS ? "" : "s");
}

static void hours_add(struct text *text, int64_t ms)
{
    static const struct {
        int64_t ms;
        const char *name;
    } units[] = {{HOUR, "h"}, {MINUTE, "m"}, {SECOND, "s"}, {1, "ms"}};
    size_t begin = text->length;
    for (int i = 0; i < 4; i++) {
        if (ms >= units[i].ms)
            text_add(text, "%s%" PRId64 "%s", text->length > begin ? " " : "", ms / units[i].ms, units[i].name);
        ms %= units[i].ms;
    }
    if (text->length == begin)
        text_add(text, "0h");
}

static void amount_add(struct text *text, enum limit_kind kind, int64_t ms)
{
    if (ms < 0)
        text_add(text, "-");
    if (kind == LIMIT_WORKING_DAYS || kind == LIMIT_CALENDAR_DAYS)
        days_add(text, ms < 0 ? -ms : ms);
    else
        hours_add(text, ms < 0 ? -ms : ms);
}

void explain_amount_print(enum limit_kind kind, int64_t ms, char out[EXPLAIN_AMOUNT_BYTES])
{
    struct text text = {out, 0, EXPLAIN_AMOUNT_BYTES};
    amount_add(&text, kind, ms);
}

static void standing_add(struct text *text, const struct explain_line *line)
{
    if (line->missing) {
        text_add(text, "what is used is not known without the year %d", line->missing);
        return;
    }
    text_add(text, "used ");
    amount_add(text, line->limit.kind, line->used_ms);
    text_add(text, line->left_ms < 0 ? ", late by " : ", left ");
    amount_add(text, line->limit.kind, line->left_ms < 0 ? -line->left_ms : line->left_ms);
}

static void due_add(struct text *text, const struct explain_line *line)
{
    if (line->due_at == NO_INSTANT) {
        text_add(text, "no due time");
        return;
    }
    text_add(text, "due ");
    instant_add(text, line->calendar, line->due_at);
}

static void entry_add(struct text *text, const struct explain_line *line)
{
    enum clock_change change = line->entry.change;
    char limit[LIMIT_TEXT_BYTES];
    instant_add(text, line->calendar, line->from);
    text_add(text, "  %s", changes[change]);
    if (change == CLOCK_STARTED || change == CLOCK_LIMIT_CHANGED) {
        limit_print(line->limit, limit);
        text_add(text, ", limit %s", limit);
    }
    text_add(text, ": ");
    if (change != CLOCK_STARTED) {
        standing_add(text, line);
        text_add(text, "; ");
    }
    due_add(text, line);
}

static const char *day_name(const struct explain_line *line)
{
    if (line->day_kind == DAY_HOLIDAY)
        return "holiday 节假日";
    if (line->day_kind == DAY_SWAPPED)
        return "swapped 调休上班";
    return line->working ? "" : "rest 休息";
}

static void date_add(struct text *text, const struct explain_line *line)
{
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    char date[DATE_TEXT_BYTES];
    if (line->date < 0) {
        instant_add(text, NULL, line->from);
        text_add(text, " to ");
        instant_add(text, NULL, line->to);
        return;
    }
    date_print(line->date, date);
    text_add(text, "%s %s", date, weekdays[date_weekday(line->date)]);
    bool all_counts = line->limit.kind == LIMIT_CONTINUOUS || line->limit.kind == LIMIT_CALENDAR_DAYS;
    if (!all_counts && day_name(line)[0])
        text_add(text, " %s%s%s", day_name(line), line->name[0] ? " " : "", line->name);
    for (int i = 0; i < line->interval_count; i++) {
        text_add(text, " ");
        time_add(text, wall_of(line->calendar, line->intervals[i].open));
        text_add(text, "-");
        int64_t close = wall_of(line->calendar, line->intervals[i].close);
        if (close == ((int64_t)line->date + 1) * LIMIT_DAY_MS)
            text_add(text, "24:00");
        else
            time_add(text, close);
    }
}

static void day_add(struct text *text, const struct explain_line *line)
{
    text_add(text, "  ");
    date_add(text, line);
    text_add(text, ": ");
    if (line->start_day) {
        text_add(text, "day of the start, not counted");
        return;
    }
    amount_add(text, line->limit.kind, line->counted_ms);
    text_add(text, "; ");
    standing_add(text, line);
}

static void pause_add(struct text *text, const struct explain_line *line)
{
    text_add(text, "  not counted until ");
    if (line->to == NO_INSTANT)
        text_add(text, "it is resumed");
    else
        instant_add(text, line->calendar, line->to);
}

void explain_print(const struct explain_line *line, char out[EXPLAIN_TEXT_BYTES])
{
    struct text text = {out, 0, EXPLAIN_TEXT_BYTES};
    out[0] = '\0';
    switch (line->kind) {
    case EXPLAIN_ENTRY:
        entry_add(&text, line);
        return;
    case EXPLAIN_DAY:
        day_add(&text, line);
        return;
    case EXPLAIN_PAUSE:
        pause_add(&text, line);
        return;
    case EXPLAIN_NOW:
        instant_add(&text, line->calendar, line->from);
        text_add(&text, "  now 现在: ");
        standing_add(&text, line);
        return;
    case EXPLAIN_DUE:
        instant_add(&text, line->calendar, line->from);
        text_add(&text, "  due 到期");
        return;
    case EXPLAIN_UNKNOWN:
        text_add(&text, "  the year %d is not loaded: what was counted is not known until ", line->missing);
        instant_add(&text, line->calendar, line->to);
        return;
    }
}
