/* Reads the embedded YAML by libcyaml, and fills in the names in braces. */
#include "services/ctl/simulate/phrases.h"

#include <cyaml/cyaml.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "services/ctl/text.h"

extern const char simulate_phrases[];
extern const size_t simulate_phrases_length;

struct problem {
    char **about, **texts, **results;
    unsigned about_count, texts_count, results_count;
    bool placeless;
};

struct channel {
    char *about, *by;
};

/* One kind of sentence. */
struct sentences {
    char **texts;
    unsigned texts_count;
};

struct phrases {
    struct channel *channels;
    struct problem *problems;
    char **places, **since, **consequences, **wishes;
    char **answers, **returns, **reworks, **withdrawals, **rejections, **voids;
    unsigned channels_count, problems_count, places_count, since_count, consequences_count, wishes_count;
    unsigned answers_count, returns_count, reworks_count, withdrawals_count, rejections_count, voids_count;
};

static const cyaml_schema_value_t text_schema = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, 300)};

#define TEXTS(struct_type, member)                                                                                     \
    CYAML_FIELD_SEQUENCE(#member, CYAML_FLAG_POINTER, struct struct_type, member, &text_schema, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t problem_fields[] = {
    TEXTS(problem, about), TEXTS(problem, texts), TEXTS(problem, results),
    CYAML_FIELD_BOOL("placeless", CYAML_FLAG_OPTIONAL, struct problem, placeless), CYAML_FIELD_END};
static const cyaml_schema_value_t problem_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct problem, problem_fields)};

static const cyaml_schema_field_t channel_fields[] = {
    CYAML_FIELD_STRING_PTR("about", CYAML_FLAG_POINTER, struct channel, about, 1, 100),
    CYAML_FIELD_STRING_PTR("by", CYAML_FLAG_POINTER, struct channel, by, 1, 32), CYAML_FIELD_END};
static const cyaml_schema_value_t channel_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct channel, channel_fields)};

static const cyaml_schema_field_t phrases_fields[] = {
    CYAML_FIELD_SEQUENCE("channels", CYAML_FLAG_POINTER, struct phrases, channels, &channel_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("problems", CYAML_FLAG_POINTER, struct phrases, problems, &problem_schema, 1, CYAML_UNLIMITED),
    TEXTS(phrases, places),
    TEXTS(phrases, since),
    TEXTS(phrases, consequences),
    TEXTS(phrases, wishes),
    TEXTS(phrases, answers),
    TEXTS(phrases, returns),
    TEXTS(phrases, reworks),
    TEXTS(phrases, withdrawals),
    TEXTS(phrases, rejections),
    TEXTS(phrases, voids),
    CYAML_FIELD_END};
static const cyaml_schema_value_t phrases_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct phrases, phrases_fields)};

static const cyaml_config_t config = {
    .log_fn = cyaml_log, .mem_fn = cyaml_mem, .log_level = CYAML_LOG_ERROR, .flags = CYAML_CFG_DEFAULT};

struct phrases *phrases_new(void)
{
    struct phrases *phrases = NULL;
    cyaml_err_t result = cyaml_load_data((const uint8_t *)simulate_phrases, simulate_phrases_length, &config,
                                         &phrases_schema, (cyaml_data_t **)&phrases, NULL);
    if (result != CYAML_OK)
        log_abort("the embedded phrases cannot be read: %s", cyaml_strerror(result));
    return phrases;
}

void phrases_destroy(struct phrases **phrases)
{
    if (*phrases)
        cyaml_free(&config, &phrases_schema, *phrases, 0);
    *phrases = NULL;
}

static const char *choose(char *const *texts, unsigned count, struct random *random)
{
    return texts[random_below(random, count)];
}

/* The first group that fits the category; the last one fits all. */
static const struct problem *problem_of(const struct phrases *phrases, const char *category)
{
    for (unsigned i = 0; i + 1 < phrases->problems_count; i++)
        for (unsigned word = 0; word < phrases->problems[i].about_count; word++)
            if (strstr(category, phrases->problems[i].about[word]))
                return &phrases->problems[i];
    return &phrases->problems[phrases->problems_count - 1];
}

/* What stands for the names in braces, the same throughout one complaint. */
struct filling {
    const struct phrase_subject *subject;
    int building, unit, floor, days, hour;
};

static struct filling filling_of(const struct phrase_subject *subject, struct random *random)
{
    return (struct filling){
        .subject = subject,
        .building = (int)random_between(random, 1, 36),
        .unit = (int)random_between(random, 1, 4),
        .floor = (int)random_between(random, 2, 26),
        .days = (int)random_between(random, 2, 15),
        .hour = (int)random_between(random, 9, 12),
    };
}

/* Writes the value of the name in braces; false where there is none of that name. */
static bool name_write(char *out, size_t size, const char *name, size_t length, const struct filling *filling)
{
    const struct {
        const char *name;
        int number;
    } numbers[] = {{"n", filling->building}, {"u", filling->unit},
                   {"f", filling->floor},    {"r", filling->floor * 100 + filling->unit},
                   {"d", filling->days},     {"h", filling->hour}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (length == 1 && name[0] == numbers[i].name[0])
            return snprintf(out, size, "%d", numbers[i].number) > 0;
    if (length == 4 && strncmp(name, "area", 4) == 0)
        return snprintf(out, size, "%s", filling->subject->area) >= 0;
    if (length == 8 && strncmp(name, "category", 8) == 0)
        return snprintf(out, size, "%s", filling->subject->category) >= 0;
    return false;
}

/* Appends a text with its names in braces filled in, as far as it fits. */
static void append(char *out, size_t size, const char *text, const struct filling *filling)
{
    size_t used = strlen(out);
    while (*text && used + 1 < size) {
        const char *end = *text == '{' ? strchr(text, '}') : NULL;
        if (end && name_write(out + used, size - used, text + 1, (size_t)(end - text - 1), filling)) {
            used += strlen(out + used);
            text = end + 1;
        } else {
            out[used++] = *text++;
            out[used] = '\0';
        }
    }
    if (*text)
        out[text_fit(out, used)] = '\0';
}

static void join(char *out, size_t size, const char *const *texts, size_t count, const struct filling *filling)
{
    for (size_t i = 0; i < count; i++)
        append(out, size, texts[i], filling);
}

void phrases_complain(const struct phrases *phrases, const struct phrase_subject *subject, struct random *random,
                      struct complaint *out)
{
    struct filling filling = filling_of(subject, random);
    const struct problem *problem = problem_of(phrases, subject->category);
    const char *text = choose(problem->texts, problem->texts_count, random);
    const char *place = choose(phrases->places, phrases->places_count, random);
    if (problem->placeless || *text == '{')
        place = "";
    const char *const address[] = {"{area}", place};
    const char *const title[] = {*place ? place : "{area}", text};
    const char *const description[] = {choose(phrases->since, phrases->since_count, random),
                                       "，{area}",
                                       place,
                                       text,
                                       "，",
                                       choose(phrases->consequences, phrases->consequences_count, random),
                                       "。",
                                       choose(phrases->wishes, phrases->wishes_count, random),
                                       "。"};
    *out = (struct complaint){{0}, {0}, {0}};
    join(out->address, sizeof out->address, address, sizeof address / sizeof *address, &filling);
    join(out->title, sizeof out->title, title, sizeof title / sizeof *title, &filling);
    join(out->description, sizeof out->description, description, sizeof description / sizeof *description, &filling);
}

const char *phrases_result(const struct phrases *phrases, const struct phrase_subject *subject, struct random *random)
{
    const struct problem *problem = problem_of(phrases, subject->category);
    return choose(problem->results, problem->results_count, random);
}

const char *phrases_say(const struct phrases *phrases, enum phrase_kind kind, struct random *random)
{
    const struct sentences of_kind[] = {
        [PHRASE_ANSWER] = {phrases->answers, phrases->answers_count},
        [PHRASE_RETURN] = {phrases->returns, phrases->returns_count},
        [PHRASE_REWORK] = {phrases->reworks, phrases->reworks_count},
        [PHRASE_WITHDRAWAL] = {phrases->withdrawals, phrases->withdrawals_count},
        [PHRASE_REJECTION] = {phrases->rejections, phrases->rejections_count},
        [PHRASE_VOID] = {phrases->voids, phrases->voids_count},
    };
    return choose(of_kind[kind].texts, of_kind[kind].texts_count, random);
}

const char *phrases_channel_role(const struct phrases *phrases, const char *channel)
{
    for (unsigned i = 0; i < phrases->channels_count; i++)
        if (strstr(channel, phrases->channels[i].about))
            return phrases->channels[i].by;
    return NULL;
}
