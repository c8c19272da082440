/* The question that a standing report is the answer to. */
#include <stdlib.h>

#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/time/date.h"
#include "services/tally/standing.h"

static json_t *names_json(const struct standing_report *report)
{
    json_t *names = json_array();
    for (int i = 0; i < report->measure_count; i++)
        json_array_append_new(names, json_string(report->measures[i]));
    return names;
}

/* What the rows of a report are, as a question says it. */
static void subject_add(enum report_of of, json_t *body)
{
    static const struct {
        const char *by, *field, *value;
    } subjects[] = {
        [REPORT_OF_ORGANISATIONS] = {"organisation", NULL, NULL},
        [REPORT_OF_DEPARTMENTS] = {"organisation", NULL, NULL},
        [REPORT_OF_COMPANIES] = {"organisation", NULL, NULL},
        [REPORT_OF_STREETS] = {"area", "level", "street"},
        [REPORT_OF_COMMUNITIES] = {"area", "level", "community"},
        [REPORT_OF_ESTATES] = {"area", "level", "estate"},
        [REPORT_OF_CATEGORIES] = {"category", NULL, NULL},
        [REPORT_OF_TOP_CATEGORIES] = {"category", "category_level", "top"},
        [REPORT_OF_CHANNELS] = {"channel", NULL, NULL},
    };
    json_object_set_new(body, "by", json_pack("[s]", subjects[of].by));
    if (subjects[of].field)
        json_object_set_new(body, subjects[of].field, json_string(subjects[of].value));
}

static json_t *body_make(const struct standing *standing)
{
    const struct standing_report *report = standing->report;
    char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];
    date_print(standing->first, first);
    date_print(report_period_next(report->kind, standing->first) - 1, last);
    json_t *body = json_pack("{s:s, s:s, s:s, s:o, s:[sss], s:s, s:i}", "city", standing->pack->code, "from", first,
                             "to", last, "measures", names_json(report), "compare", "previous", "last_year", "rank",
                             "sort", report->rank, "top", 100000);
    subject_add(report->of, body);
    return body;
}

/* Of departments or companies only those. */
static bool kind_limit(const struct standing *standing, struct question *question, struct fault *fault)
{
    int kind = standing->report->of == REPORT_OF_DEPARTMENTS ? ORGANISATION_DEPARTMENT : ORGANISATION_COMPANY;
    const struct pack *pack = standing->pack;
    if (standing->report->of != REPORT_OF_DEPARTMENTS && standing->report->of != REPORT_OF_COMPANIES)
        return true;
    int32_t *ids = memory_new((size_t)pack->organisation_count + 1, sizeof *ids);
    size_t count = 0;
    for (int i = 0; i < pack->organisation_count; i++)
        if (pack->organisations[i].kind == kind)
            ids[count++] = pack->organisations[i].id;
    bool fits = question_limit(question, DIMENSION_ORGANISATION, ids, count, fault);
    free(ids);
    return fits;
}

bool standing_question(struct standing *standing, struct fault *fault)
{
    struct value values[MESSAGE_FIELDS_MAX];
    struct question *question = &standing->question;
    question_clear(question);
    json_decref(standing->body);
    standing->body = body_make(standing);
    if (!message_decode(message_type_at(MESSAGE_question), standing->body, values, fault) ||
        !question_read(standing->pack, (struct message_question_head *)(void *)values,
                       pack_date(standing->pack, instant_now()), question, fault) ||
        !question_read_rest((struct message_question *)(void *)values, question, fault) ||
        !kind_limit(standing, question, fault))
        return false;
    question->descending = question->sort >= 0 && !question->figures.list[question->sort].better_low;
    return true;
}
