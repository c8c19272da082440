/* The messages of a life: who does it, and in which words. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/simulate/life.h"

enum { WORDS_APART = 32 }; /* other numbers for what is said than for what is done */

static struct random random_of_words(const struct play *play, const struct life *life)
{
    return random_of(play->seed ^ WORDS_APART, (uint64_t)life->number * 64 + (uint64_t)life->version);
}

static struct phrase_subject subject_of(const struct play *play, const struct life *life)
{
    return (struct phrase_subject){play->pack->areas[life->area].name, play->pack->categories[life->category].name};
}

/* Who usually does it, else whoever the lifecycle lets do it. */
static int actor_choose(const struct play *play, const struct life *life, enum ticket_action action,
                        struct random *random)
{
    static const unsigned usual[FACT_LEAST] = {
        [ACTION_ACCEPT] = ROLE_OPERATOR,    [ACTION_DISPATCH] = ROLE_DISPATCHER, [ACTION_VERIFY] = ROLE_GRID_WORKER,
        [ACTION_CLOSE] = ROLE_OPERATOR,     [ACTION_FOLLOW_UP] = ROLE_OPERATOR,  [ACTION_REJECT] = ROLE_OPERATOR,
        [ACTION_REWORK] = ROLE_GRID_WORKER, [ACTION_VOID] = ROLE_OPERATOR,       [ACTION_WITHDRAW] = 0,
        [ACTION_DECIDE] = ROLE_SUPERVISOR,
    };
    const struct pack_rule *rule = life_rule(play, life);
    if (action == ACTION_CLAIM && rule && rule->group_count)
        return cast_handler(play->cast, rule->group[random_below(random, (uint32_t)rule->group_count)], random);
    if (action == ACTION_CONTRIBUTE && rule && life->helped < rule->group_count)
        return cast_handler(play->cast, rule->group[life->helped], random);
    if (action == ACTION_SIGN || action == ACTION_HANDLE || action == ACTION_RETURN)
        return life->handler;
    if (action == ACTION_WITHDRAW || action == ACTION_SUBMIT)
        return life->reporter;
    unsigned allowed = lifecycle_roles(life->state, action) & ~(unsigned)(ROLE_IMPORTER | ROLE_SYSTEM);
    int actor = cast_choose(play->cast, usual[action] & allowed, life->area, random);
    if (actor == NOBODY || actor == life->handler)
        actor = cast_choose(play->cast, allowed, life->area, random);
    return actor;
}

static void submission_write(const struct play *play, const struct life *life, json_t *message, struct random *random)
{
    struct complaint complaint;
    struct phrase_subject subject = subject_of(play, life);
    phrases_complain(play->phrases, &subject, random, &complaint);
    json_object_set_new(message, "channel", json_string(play->pack->channels[life->channel].code));
    json_object_set_new(message, "category", json_string(play->pack->categories[life->category].code));
    json_object_set_new(message, "area", json_string(play->pack->areas[life->area].code));
    json_object_set_new(message, "title", json_string(complaint.title));
    json_object_set_new(message, "description", json_string(complaint.description));
    json_object_set_new(message, "address", json_string(complaint.address));
}

/* A returned task goes to somebody else; what no rule covers, to anybody; else the rule decides. */
static void dispatch_write(const struct play *play, const struct life *life, json_t *message, struct random *random)
{
    bool returned = life->state == STATE_RETURNED;
    if (!returned && pack_route(play->pack, life->category, life->area))
        return;
    int organisation = cast_organisation(play->cast, life->organisation, random);
    if (organisation >= 0)
        json_object_set_new(message, "organisation", json_string(play->pack->organisations[organisation].code));
    if (life->state == STATE_RETURNED && play->pack->return_times < 2)
        json_object_set_new(message, "reason", json_string(phrases_say(play->phrases, PHRASE_RETURN, random)));
}

static void return_write(const struct play *play, const struct life *life, json_t *message, struct random *random)
{
    int organisation = cast_organisation(play->cast, life->organisation, random);
    json_object_set_new(message, "reason", json_string(phrases_say(play->phrases, PHRASE_RETURN, random)));
    if (organisation >= 0 && organisation != life->organisation)
        json_object_set_new(message, "suggested", json_string(play->pack->organisations[organisation].code));
}

/* Nine of ten reporters are reached, nine of ten of those say it is solved, and most of those are satisfied. */
static void follow_up_write(json_t *message, struct random *random)
{
    bool reached = random_below(random, 10) > 0, solved = random_below(random, 10) > 0;
    json_object_set_new(message, "reached", json_boolean(reached));
    if (!reached)
        return;
    json_object_set_new(message, "solved", json_boolean(solved));
    json_object_set_new(message, "satisfied", json_boolean(solved && random_below(random, 20) > 0));
}

static void say(const struct play *play, json_t *message, const char *field, enum phrase_kind kind,
                struct random *random)
{
    json_object_set_new(message, field, json_string(phrases_say(play->phrases, kind, random)));
}

/* Where a category has several, somebody has to choose. */
static void standard_choose(const struct play *play, const struct life *life, json_t *message, struct random *random)
{
    int first, count;
    pack_standards_of(play->pack, life->category, &first, &count);
    if (count > 1)
        json_object_set_new(
            message, "standard",
            json_string(play->pack->standards[first + (int)random_below(random, (uint32_t)count)].code));
}

static void closing_write(const struct play *play, json_t *message, struct random *random)
{
    say(play, message, "answer", PHRASE_ANSWER, random);
    json_object_set_new(message, "confirmed", json_true());
}

/* The fields that belong to this action alone. */
static void message_write(const struct play *play, const struct life *life, enum ticket_action action, json_t *message,
                          struct random *random)
{
    struct phrase_subject subject = subject_of(play, life);
    if (action == ACTION_SUBMIT)
        submission_write(play, life, message, random);
    else if (action == ACTION_DISPATCH || action == ACTION_DECIDE)
        dispatch_write(play, life, message, random);
    else if (action == ACTION_HANDLE || action == ACTION_CONTRIBUTE)
        json_object_set_new(message, "result", json_string(phrases_result(play->phrases, &subject, random)));
    else if (action == ACTION_ACCEPT)
        standard_choose(play, life, message, random);
    else if (action == ACTION_CLOSE)
        closing_write(play, message, random);
    else if (action == ACTION_FOLLOW_UP)
        follow_up_write(message, random);
    else if (action == ACTION_RETURN)
        return_write(play, life, message, random);
    else if (action == ACTION_REWORK)
        say(play, message, "reason", PHRASE_REWORK, random);
    else if (action == ACTION_WITHDRAW)
        say(play, message, "reason", PHRASE_WITHDRAWAL, random);
    else if (action == ACTION_VOID)
        say(play, message, "reason", PHRASE_VOID, random);
    else if (action == ACTION_REJECT)
        say(play, message, "answer", PHRASE_REJECTION, random);
    if (action == ACTION_REJECT)
        json_object_set(message, "reason", json_object_get(message, "answer"));
}

json_t *life_message(const struct play *play, const struct life *life, enum ticket_action action,
                     char key[KEY_BYTES_MAX + 1])
{
    struct random random = random_of_words(play, life);
    int actor = actor_choose(play, life, action, &random);
    if (actor == NOBODY)
        return NULL;
    json_t *message = json_pack("{s:s, s:s}", "city", play->city, "actor", play->pack->people[actor].code);
    if (action != ACTION_SUBMIT)
        json_object_set_new(message, "ticket", json_integer(life->ticket));
    message_write(play, life, action, message, &random);
    snprintf(key, KEY_BYTES_MAX + 1, "%s-%u-%lld", play->run, life->number, (long long)life->version);
    return message;
}
