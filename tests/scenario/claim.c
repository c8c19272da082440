#include "tests/scenario/claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/store/query.h"

const char *claim_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static void word_add(char out[CLAIM_BYTES], const char *between, const char *word)
{
    size_t used = strlen(out);
    snprintf(out + used, CLAIM_BYTES - used, "%s%s", used ? between : "", word);
}

void claim_value(const json_t *value, char out[CLAIM_BYTES])
{
    size_t i;
    const json_t *part;
    out[0] = '\0';
    if (json_is_array(value)) {
        json_array_foreach(value, i, part)
        {
            const char *text = json_string_value(part);
            word_add(out, ",", text ? text : "");
        }
    } else if (json_is_string(value)) {
        snprintf(out, CLAIM_BYTES, "%s", json_string_value(value));
    } else if (json_is_integer(value)) {
        snprintf(out, CLAIM_BYTES, "%lld", (long long)json_integer_value(value));
    } else {
        snprintf(out, CLAIM_BYTES, "%s", !value ? "nothing" : json_is_true(value) ? "yes" : "no");
    }
}

/* The words from `i` on, as they are expected. */
static void expected_join(struct claim *claim, int i)
{
    claim->expected[0] = '\0';
    for (; i < claim->words->count; i++)
        word_add(claim->expected, " ", claim->words->word[i]);
}

/* -- events, tasks ----------------------------------------------------------------------------------------------- */

static const char *event_name(const json_t *event)
{
    const char *kind = strchr(claim_text(event, "kind"), '.');
    return kind ? kind + 1 : "";
}

void claim_timeline(struct claim *claim)
{
    size_t i;
    const json_t *event;
    json_array_foreach(json_object_get(claim->show, "timeline"), i, event)
        word_add(claim->found, " ", event_name(event));
    expected_join(claim, 4);
}

void claim_event(struct claim *claim)
{
    size_t i;
    const json_t *event, *last = NULL;
    const char *field = claim->words->word[5];
    json_array_foreach(json_object_get(claim->show, "timeline"), i, event)
    {
        if (words_are(claim->words, 1, event_name(event)))
            last = event;
    }
    const json_t *value = json_object_get(json_object_get(last, "data"), field);
    claim_value(value ? value : json_object_get(last, field), claim->found);
}

void claim_tasks(struct claim *claim)
{
    size_t i;
    const json_t *task;
    char word[256];
    json_array_foreach(json_object_get(claim->show, "tasks"), i, task)
    {
        const char *organisation = claim_text(task, "organisation");
        snprintf(word, sizeof word, "%s:%s%s%s", claim_text(task, "role"), claim_text(task, "state"),
                 *organisation ? ":" : "", organisation);
        word_add(claim->found, " ", word);
    }
    expected_join(claim, 4);
}

void claim_task(struct claim *claim)
{
    size_t number = strtoul(claim->words->word[1], NULL, 10);
    const json_t *task = json_array_get(json_object_get(claim->show, "tasks"), number ? number - 1 : number);
    claim_value(json_object_get(task, claim->words->word[5]), claim->found);
}

/* -- clocks ------------------------------------------------------------------------------------------------------ */

static json_int_t lead_of(const json_t *show)
{
    size_t i;
    const json_t *task;
    json_int_t lead = 0;
    json_array_foreach(json_object_get(show, "tasks"), i, task)
    {
        if (strcmp(claim_text(task, "role"), "lead") == 0)
            lead = json_integer_value(json_object_get(task, "task"));
    }
    return lead;
}

static const json_t *clock_of(const json_t *show, const char *kind)
{
    size_t i;
    const json_t *clock, *found = NULL;
    json_int_t lead = strcmp(kind, "handling") == 0 ? lead_of(show) : 0;
    json_array_foreach(json_object_get(show, "clocks"), i, clock)
    {
        if (strcmp(claim_text(clock, "kind"), kind) == 0 &&
            (!lead || json_integer_value(json_object_get(clock, "task")) == lead))
            found = clock;
    }
    return found;
}

static const char *state_of(const json_t *clock)
{
    return !clock                              ? "absent"
           : json_object_get(clock, "stopped") ? "stopped"
           : json_object_get(clock, "paused")  ? "paused"
                                               : "running";
}

void claim_clock_state(struct claim *claim)
{
    snprintf(claim->found, CLAIM_BYTES, "%s", state_of(clock_of(claim->show, claim->words->word[0])));
}

void claim_clocks(struct claim *claim)
{
    size_t i;
    const json_t *clock;
    char word[128];
    json_array_foreach(json_object_get(claim->show, "clocks"), i, clock)
    {
        snprintf(word, sizeof word, "%s:%s", claim_text(clock, "kind"), state_of(clock));
        word_add(claim->found, " ", word);
    }
    expected_join(claim, 4);
}

static void span_compare(struct claim *claim, json_int_t found, const char *span)
{
    snprintf(claim->expected, CLAIM_BYTES, "%lld ms", (long long)story_duration(claim->story, span));
    snprintf(claim->found, CLAIM_BYTES, "%lld ms", (long long)found);
}

void claim_limit(struct claim *claim, const char *kind, const char *span)
{
    span_compare(claim, json_integer_value(json_object_get(clock_of(claim->show, kind), "limit")), span);
}

void claim_clock_limit(struct claim *claim)
{
    claim_limit(claim, claim->words->word[0], claim->words->word[7]);
}

void claim_clock_span(struct claim *claim)
{
    const json_t *clock = clock_of(claim->show, claim->words->word[0]);
    json_int_t started = json_integer_value(json_object_get(clock, "started"));
    span_compare(claim, json_integer_value(json_object_get(clock, "due")) - started, claim->words->word[5]);
}

void claim_ledger(struct claim *claim)
{
    static const struct query entries = {
        "story_ledger",
        "select coalesce(string_agg((array['started', 'paused', 'resumed', 'stopped', 'limited', 'recounted', 'moved', "
        "'run_on', 'exempted'])[e.change], ' ' order by e.entry), '') from clock_entry e join city c using (city_id) "
        "where c.code = $1 and e.ticket_id = $2::bigint >> 16 and e.clock_id = $2 & 65535"};
    const json_t *clock = clock_of(claim->show, claim->words->word[2]);
    int64_t both = claim->ticket << 16 | json_integer_value(json_object_get(clock, "clock"));
    story_text(claim->story, &entries, both, claim->found, CLAIM_BYTES);
    expected_join(claim, 6);
}

/* -- alerts ------------------------------------------------------------------------------------------------------ */

static const char *kind_of(const json_t *show, json_int_t number)
{
    size_t i;
    const json_t *clock;
    json_array_foreach(json_object_get(show, "clocks"), i, clock)
    {
        if (json_integer_value(json_object_get(clock, "clock")) == number)
            return claim_text(clock, "kind");
    }
    return "";
}

void claim_alerts(struct claim *claim)
{
    size_t i;
    const json_t *alert;
    char word[128];
    json_array_foreach(json_object_get(claim->show, "alerts"), i, alert)
    {
        json_int_t clock = json_integer_value(json_object_get(alert, "clock"));
        snprintf(word, sizeof word, "%s:%s", kind_of(claim->show, clock), claim_text(alert, "step"));
        word_add(claim->found, " ", word);
    }
    expected_join(claim, 4);
}
