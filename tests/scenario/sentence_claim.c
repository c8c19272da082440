/* Claims: what ticket.show says of a ticket, held against a sentence. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "tests/scenario/claim.h"

enum { LOOK_US = 50000 };

static void state_read(struct claim *claim)
{
    snprintf(claim->found, CLAIM_BYTES, "%s", claim_text(json_object_get(claim->show, "ticket"), "state"));
}

static void late_read(struct claim *claim)
{
    const json_t *late = json_object_get(json_object_get(claim->show, "ticket"), "late");
    snprintf(claim->found, CLAIM_BYTES, "%s", !late ? "without a limit" : json_is_true(late) ? "late" : "on_time");
}

static void alert_count_read(struct claim *claim)
{
    snprintf(claim->expected, CLAIM_BYTES, "%s", claim->words->word[2]);
    snprintf(claim->found, CLAIM_BYTES, "%zu", json_array_size(json_object_get(claim->show, "alerts")));
}

static void holder_read(struct claim *claim)
{
    snprintf(claim->found, CLAIM_BYTES, "%s", claim_text(json_object_get(claim->show, "ticket"), "organisation"));
}

static void limit_read(struct claim *claim)
{
    claim_limit(claim, "handling", claim->words->word[4]);
}

/* "NAME has FIELD VALUE": of the ticket as it is shown. */
static void field_read(struct claim *claim)
{
    const char *field = claim->words->word[2];
    claim_value(json_object_get(json_object_get(claim->show, "ticket"), field), claim->found);
    if (strcmp(field, "merged_into") == 0)
        snprintf(claim->expected, CLAIM_BYTES, "%lld", (long long)story_ticket(claim->story, claim->words->word[3]));
}

/* Which words stand where in a sentence ("" stands for any), how many there are (0: any number), and what reads them.
 * The first that fits counts. */
static const struct form {
    const char *word[5];
    int count, ticket;
    void (*read)(struct claim *);
} forms[] = {
    {{"timeline", "of", "", "is"}, 0, 2, claim_timeline},
    {{"tasks", "of", "", "are"}, 0, 2, claim_tasks},
    {{"alerts", "of", "", "are"}, 0, 2, claim_alerts},
    {{"clocks", "of", "", "are"}, 0, 2, claim_clocks},
    {{"task", "", "of", "", "has"}, 7, 3, claim_task},
    {{"event", "", "of", "", "has"}, 7, 3, claim_event},
    {{"ledger", "of", "", "of", ""}, 0, 4, claim_ledger},
    {{"", "clock", "of", "", "is"}, 6, 3, claim_clock_state},
    {{"", "clock", "of", "", "is"}, 8, 3, claim_clock_limit},
    {{"", "clock", "of", "", "lasts"}, 6, 3, claim_clock_span},
    {{"", "is", "late"}, 3, 0, late_read},
    {{"", "is", "on_time"}, 3, 0, late_read},
    {{"", "has", "", "alerts"}, 4, 0, alert_count_read},
    {{"", "is", "held", "by"}, 5, 0, holder_read},
    {{"", "is", "limited", "to"}, 5, 0, limit_read},
    {{"", "has", "", ""}, 4, 0, field_read},
    {{"", "is", ""}, 3, 0, state_read},
};

static bool form_fits(const struct form *form, const struct words *words)
{
    for (int i = 0; i < 5 && form->word[i]; i++)
        if (i >= words->count || (form->word[i][0] && !words_are(words, i, form->word[i])))
            return false;
    return !form->count || form->count == words->count;
}

static const struct form *form_find(const struct story *story, const struct words *words)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (form_fits(&forms[i], words))
            return &forms[i];
    story_fail(story, "this claim is not understood");
}

/* Does it hold now? */
static bool claim_holds(const struct form *form, struct claim *claim)
{
    struct story *story = claim->story;
    json_t *body = json_pack("{s:s, s:I}", "city", story->city, "ticket", (json_int_t)claim->ticket);
    struct world_reply reply = world_ask(story->world, "ticket.show", NULL, body);
    if (reply.status != REPLY_OK)
        story_fail(story, "ticket.show: %s %s", reply_status_name(reply.status), world_reply_error(&reply, "message"));
    claim->show = reply.body;
    claim->found[0] = '\0';
    snprintf(claim->expected, CLAIM_BYTES, "%s", claim->words->word[claim->words->count - 1]);
    form->read(claim);
    world_reply_clear(&reply);
    return strcmp(claim->found, claim->expected) == 0;
}

void story_claim(struct story *story, const struct words *words, int64_t patience)
{
    static struct claim claim;
    const struct form *form = form_find(story, words);
    int64_t until = instant_now() + patience;
    claim = (struct claim){.story = story, .words = words, .ticket = story_ticket(story, words->word[form->ticket])};
    while (!claim_holds(form, &claim)) {
        if (instant_now() >= until)
            story_fail(story, "ticket %lld: expected %s, found %s", (long long)claim.ticket, claim.expected,
                       claim.found);
        usleep(LOOK_US);
    }
}
