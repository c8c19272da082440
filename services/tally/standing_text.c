/* The summary of a standing report: each figure with what it was in the period before (环比) and a year ago (同比),
 * then who is at the end of the ranking, and where most came to or went. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "services/tally/standing.h"

enum { NUMBER_BYTES = 32, LAST_ROWS = 3 };

/* The words of a language; each {} is filled in, in order. */
struct words {
    const char *head;                      /* city, title, first day, last day */
    const char *count, *rate;              /* title and number; title, percentage, part, whole */
    const char *rose, *fell, *same;        /* which comparison, by how much, what it was */
    const char *rose_points, *fell_points; /* of rates: which comparison, by how many points */
    const char *from_none;                 /* which comparison: there was nothing */
    const char *previous, *last_year;      /* names of the comparisons */
    const char *lowest, *of_row, *or_row;  /* of the ranking; name, percentage, part, whole; between two */
    const char *grew, *shrank;             /* title, name, difference, from, to */
    const char *comma, *stop, *end;
};

static const struct words chinese = {
    .head = "{}{}（{}至{}）：",
    .count = "{}{}件",
    .rate = "{}{}%（{}/{}）",
    .rose = "{}上升{}%（{}件）",
    .fell = "{}下降{}%（{}件）",
    .same = "{}持平",
    .rose_points = "{}上升{}个百分点",
    .fell_points = "{}下降{}个百分点",
    .from_none = "{}由0件增至此数",
    .previous = "环比",
    .last_year = "同比",
    .lowest = "{}排名末位：",
    .of_row = "{} {}%（{}/{}）",
    .or_row = "、",
    .grew = "{}增加最多：{}，多{}件（{}→{}）",
    .shrank = "{}减少最多：{}，少{}件（{}→{}）",
    .comma = "，",
    .stop = "；",
    .end = "。",
};
static const struct words english = {
    .head = "{}, {} ({} to {}): ",
    .count = "{} {}",
    .rate = "{} {}% ({}/{})",
    .rose = "{} up {}% ({})",
    .fell = "{} down {}% ({})",
    .same = "{} unchanged",
    .rose_points = "{} up {} points",
    .fell_points = "{} down {} points",
    .from_none = "{} up from 0",
    .previous = "the period before:",
    .last_year = "a year ago:",
    .lowest = "Last by {}: ",
    .of_row = "{} {}% ({}/{})",
    .or_row = ", ",
    .grew = "Rose most, {}: {}, {} more ({} to {})",
    .shrank = "Fell most, {}: {}, {} fewer ({} to {})",
    .comma = ", ",
    .stop = "; ",
    .end = ". ",
};

static void fill(FILE *out, const char *pattern, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *place = strstr(pattern, "{}");
        if (!place)
            break;
        fwrite(pattern, 1, (size_t)(place - pattern), out);
        fputs(texts[i], out);
        pattern = place + 2;
    }
    fputs(pattern, out);
}
#define FILL(out, pattern, ...)                                                                                        \
    do {                                                                                                               \
        const char *const texts[] = {__VA_ARGS__};                                                                     \
        fill(out, pattern, texts, sizeof texts / sizeof *texts);                                                       \
    } while (0)

/* A hundred times the number, with one decimal. */
static const char *percent_text(double number, char out[NUMBER_BYTES])
{
    snprintf(out, NUMBER_BYTES, "%.1f", 100 * number);
    return out;
}

/* With commas between thousands. */
static const char *number_text(int64_t number, char out[NUMBER_BYTES])
{
    char digits[NUMBER_BYTES];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)(number < 0 ? -number : number)), at = 0;
    if (number < 0)
        out[at++] = '-';
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

static bool is_rate(const json_t *measure)
{
    return strcmp(json_string_value(json_object_get(measure, "kind")), "rate") == 0;
}

static bool is_count(const json_t *measure)
{
    const char *kind = json_string_value(json_object_get(measure, "kind"));
    return strcmp(kind, "count") == 0 || strcmp(kind, "stock") == 0;
}

static const char *name_of(const json_t *measure)
{
    return json_string_value(json_object_get(measure, "name"));
}

static const char *title_of(const json_t *measure, const struct words *words)
{
    return json_string_value(json_object_get(measure, words == &chinese ? "title" : "name"));
}

/* -- one figure -------------------------------------------------------------------------------------------------- */

static void compared_write(FILE *out, const struct words *words, const char *which, const json_t *measure,
                           const json_t *compared)
{
    char was_text[NUMBER_BYTES], by_text[NUMBER_BYTES];
    const json_t *difference = json_object_get(compared, "difference"), *was = json_object_get(compared, "was");
    double by = json_number_value(difference);
    bool none = is_count(measure) && json_integer_value(was) == 0;
    if (!difference || json_is_null(difference) || (none && (by == 0 || which == words->last_year)))
        return; /* nothing then and now; or there were no figures a year ago, mostly */
    fputs(words->comma, out);
    if (by == 0)
        FILL(out, words->same, which);
    else if (is_rate(measure))
        FILL(out, by > 0 ? words->rose_points : words->fell_points, which, percent_text(fabs(by), by_text));
    else if (none)
        FILL(out, words->from_none, which);
    else
        FILL(out, by > 0 ? words->rose : words->fell, which, percent_text(fabs(by / json_number_value(was)), by_text),
             number_text(json_integer_value(was), was_text));
}

static bool rate_write(FILE *out, const char *pattern, const char *title, const json_t *value)
{
    char part[NUMBER_BYTES], whole[NUMBER_BYTES], rate[NUMBER_BYTES];
    const json_t *of = json_object_get(value, "value");
    if (!json_is_number(of))
        return false;
    FILL(out, pattern, title, percent_text(json_number_value(of), rate),
         number_text(json_integer_value(json_object_get(value, "part")), part),
         number_text(json_integer_value(json_object_get(value, "whole")), whole));
    return true;
}

/* Has the figure a number that can be said? */
static bool figure_said(const json_t *measure, const json_t *total)
{
    const json_t *value = json_object_get(total, name_of(measure));
    return is_rate(measure) ? json_is_number(json_object_get(value, "value")) : is_count(measure);
}

static void figure_write(FILE *out, const struct words *words, const json_t *measure, const json_t *total)
{
    char number[NUMBER_BYTES];
    const char *name = name_of(measure), *title = title_of(measure, words);
    const json_t *value = json_object_get(total, name);
    if (is_rate(measure))
        rate_write(out, words->rate, title, value);
    else
        FILL(out, words->count, title, number_text(json_integer_value(value), number));
    compared_write(out, words, words->previous, measure, json_object_get(json_object_get(total, "previous"), name));
    compared_write(out, words, words->last_year, measure, json_object_get(json_object_get(total, "last_year"), name));
}

static void figures_write(FILE *out, const struct words *words, const json_t *answer)
{
    const json_t *measures = json_object_get(answer, "measures"), *total = json_object_get(answer, "total");
    const char *separator = "";
    for (size_t i = 0; i < json_array_size(measures); i++) {
        const json_t *measure = json_array_get(measures, i);
        if (!figure_said(measure, total))
            continue;
        fputs(separator, out);
        figure_write(out, words, measure, total);
        separator = words->stop;
    }
    fputs(words->end, out);
}

/* -- the rows ---------------------------------------------------------------------------------------------------- */

static const char *row_name(const json_t *answer, const json_t *row)
{
    char key[64];
    snprintf(key, sizeof key, "%s_name", json_string_value(json_array_get(json_object_get(answer, "by"), 0)));
    const char *name = json_string_value(json_object_get(row, key));
    return name ? name : "";
}

/* Rows come best first: the last ones that have a rate at all. */
static void lowest_write(FILE *out, const struct words *words, const json_t *measure, const json_t *answer)
{
    const json_t *rows = json_object_get(answer, "rows");
    int told = 0;
    for (size_t i = json_array_size(rows); i-- > 1 && told < LAST_ROWS;) {
        const json_t *row = json_array_get(rows, i), *value = json_object_get(row, name_of(measure));
        if (!json_is_number(json_object_get(value, "value")))
            continue;
        if (told)
            fputs(words->or_row, out);
        else
            FILL(out, words->lowest, title_of(measure, words));
        told += rate_write(out, words->of_row, row_name(answer, row), value);
    }
    if (told)
        fputs(words->end, out);
}

/* The row whose count has grown, or shrunk, by most. */
static void moved_write(FILE *out, const struct words *words, const json_t *measure, const json_t *answer, int sign)
{
    const json_t *rows = json_object_get(answer, "rows"), *found = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *compared =
            json_object_get(json_object_get(json_array_get(rows, i), "previous"), name_of(measure));
        int64_t by = sign * json_integer_value(json_object_get(compared, "difference"));
        if (by > most) {
            most = by;
            found = json_array_get(rows, i);
        }
    }
    if (!found)
        return;
    char by_text[NUMBER_BYTES], from[NUMBER_BYTES], to[NUMBER_BYTES];
    int64_t now = json_integer_value(json_object_get(found, name_of(measure)));
    FILL(out, sign > 0 ? words->grew : words->shrank, title_of(measure, words), row_name(answer, found),
         number_text(most, by_text), number_text(now - sign * most, from), number_text(now, to));
    fputs(words->end, out);
}

static void rows_write(FILE *out, const struct words *words, const struct standing_report *report, const json_t *answer)
{
    const json_t *measures = json_object_get(answer, "measures"), *first = json_array_get(measures, 0);
    for (size_t i = 0; i < json_array_size(measures); i++) {
        const json_t *measure = json_array_get(measures, i);
        if (strcmp(name_of(measure), report->rank) == 0 && is_rate(measure))
            lowest_write(out, words, measure, answer);
    }
    if (is_count(first)) {
        moved_write(out, words, first, answer, 1);
        moved_write(out, words, first, answer, -1);
    }
}

char *standing_text(const struct pack *pack, const struct standing_report *report, const json_t *answer)
{
    const struct words *words = pack_reports(pack)->english ? &english : &chinese;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    if (!out)
        log_abort("out of memory for a summary");
    FILL(out, words->head, pack->name, report->title, json_string_value(json_object_get(answer, "from")),
         json_string_value(json_object_get(answer, "to")));
    figures_write(out, words, answer);
    rows_write(out, words, report, answer);
    fclose(out);
    while (length > 0 && text[length - 1] == ' ')
        text[--length] = '\0';
    return text;
}
