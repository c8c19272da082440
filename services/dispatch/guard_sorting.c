/* Guards that find out who acts: standards, routing, groups, other levels, merging. */
#include <string.h>

#include "services/dispatch/guards.h"

/* -- what the ticket is, with what the wish corrects -------------------------------------------------------------- */

static int category_of(const struct move *move)
{
    int32_t id = move->wish.category_id ? move->wish.category_id : move->ticket.category_id;
    return pack_category_of_id(move->pack, id);
}

static int area_of(const struct move *move)
{
    int32_t id = move->wish.area_id ? move->wish.area_id : move->ticket.area_id;
    return pack_area_of_id(move->pack, id);
}

/* -- standards --------------------------------------------------------------------------------------------------- */

static bool standard_fits(const struct pack *pack, int category, const char *code, size_t length)
{
    int at = pack_standard_find(pack, code, length);
    return at >= 0 && pack->standards[at].category == category;
}

/* The one that is wished for, or that the ticket has already, or the only one of the category. Importers bring tickets
 * of systems that have none. */
static bool standard_choose(struct move *move, struct fault *fault)
{
    int category = category_of(move), first = 0, count = 0;
    struct wish *wish = &move->wish;
    if (wish->importer || category < 0)
        return true;
    pack_standards_of(move->pack, category, &first, &count);
    if (wish->standard)
        return standard_fits(move->pack, category, wish->standard, wish->standard_length) ||
               fault_set(fault, "unknown_standard", "standard", "category %s has no standard '%s'",
                         move->pack->categories[category].code, wish->standard);
    if (!count || (move->standing.standard_length &&
                   standard_fits(move->pack, category, move->standing.standard, move->standing.standard_length)))
        return true;
    if (count > 1)
        return fault_set(fault, "move_refused", "standard",
                         "a standard of category %s must be chosen; there are %d, the first is %s",
                         move->pack->categories[category].code, count, move->pack->standards[first].code);
    wish->standard = move->pack->standards[first].code;
    wish->standard_length = strlen(wish->standard);
    return true;
}

bool guard_standard_chosen(struct move *move, struct fault *fault)
{
    return standard_choose(move, fault);
}

bool guard_standard_met(struct move *move, struct fault *fault)
{
    return !move->standing.standard_length || move->wish.confirmed || guard_refuse(move, "confirmed", fault);
}

/* -- routing ----------------------------------------------------------------------------------------------------- */

const struct pack_rule *move_rule(const struct move *move)
{
    int category = category_of(move), area = area_of(move);
    return category < 0 || area < 0 ? NULL : pack_route(move->pack, category, area);
}

/* The group of a rule, where the dispatcher named none. */
static void group_take(struct move *move, const struct pack_rule *rule)
{
    struct wish *wish = &move->wish;
    for (int i = 0; wish->group_count == 0 && i < rule->group_count && i < GROUP_MOST; i++)
        wish->group[i] = move->pack->organisations[rule->group[i]].id;
    if (wish->group_count == 0)
        wish->group_count = rule->group_count < GROUP_MOST ? rule->group_count : GROUP_MOST;
}

/* Whom no rule names, but who answers for the category there. */
static int32_t responsible(const struct move *move)
{
    int category = category_of(move), area = area_of(move);
    if (category < 0 || area < 0)
        return 0;
    int at = pack_responsible(move->pack, category, area, pack_date(move->pack, move->now));
    return at < 0 ? 0 : move->pack->organisations[at].id;
}

/* Whom neither a rule nor a responsibility names, but the standard that it is opened under 处置单位. */
static int32_t standard_owner(const struct move *move)
{
    const char *code = move->wish.standard ? move->wish.standard : move->standing.standard;
    size_t length = move->wish.standard ? move->wish.standard_length : move->standing.standard_length;
    int at = code ? pack_standard_find(move->pack, code, length) : -1;
    int owner = at < 0 ? -1 : move->pack->standards[at].organisation;
    return owner < 0 ? 0 : move->pack->organisations[owner].id;
}

static bool group_is_sound(const struct move *move, struct fault *fault)
{
    for (int i = 0; i < move->wish.group_count; i++)
        if (move->wish.group[i] == move->wish.organisation_id)
            return fault_set(fault, "out_of_range", "group",
                             "the organisation that leads cannot be its own co-handler");
    return true;
}

static bool owner_find(struct move *move, struct fault *fault)
{
    struct wish *wish = &move->wish;
    const struct pack_rule *rule = move_rule(move);
    bool decided = wish->organisation_id != 0;
    move->rule = rule;
    if (decided && rule && move->pack->organisations[rule->organisation].id != wish->organisation_id)
        move->rule = NULL; /* the dispatcher decides otherwise, and the rule's limit is not for them */
    if (!decided && rule)
        wish->organisation_id = move->pack->organisations[rule->organisation].id;
    if (!decided && !rule)
        wish->organisation_id = responsible(move);
    if (!wish->organisation_id)
        wish->organisation_id = standard_owner(move);
    if (!wish->organisation_id)
        return guard_refuse(move, "organisation", fault);
    if (move->rule && move->rule->mode == HAND_OUT_JOINT)
        group_take(move, move->rule);
    return group_is_sound(move, fault);
}

bool guard_has_owner(struct move *move, struct fault *fault)
{
    return standard_choose(move, fault) && owner_find(move, fault);
}

bool guard_has_group(struct move *move, struct fault *fault)
{
    const struct pack_rule *rule = move_rule(move);
    if (!standard_choose(move, fault))
        return false;
    if (rule && rule->mode == HAND_OUT_CLAIM)
        group_take(move, rule);
    move->rule = rule;
    return move->wish.group_count > 0 || guard_refuse(move, "group", fault);
}

bool guard_returns_left(struct move *move, struct fault *fault)
{
    if (move->ticket.returns >= move->pack->return_times)
        return guard_refuse(move, NULL, fault);
    return move->wish.action == ACTION_REFUSE_RETURN || guard_has_owner(move, fault);
}

/* What a supervisor has decided for good no dispatcher undoes. */
bool guard_other_owner(struct move *move, struct fault *fault)
{
    bool may = !marked(move, MARK_FINAL) || move->roles & ROLE_SUPERVISOR;
    bool other = move->wish.organisation_id != move->ticket.organisation_id;
    return (may && other) || guard_refuse(move, may ? "organisation" : "actor", fault);
}

/* -- a level higher ---------------------------------------------------------------------------------------------- */

/* Levels of organisations, lowest first: whoever is none of these stands below a community. */
static int level_of(enum organisation_kind kind)
{
    return kind == ORGANISATION_COMMUNITY ? 1 : kind == ORGANISATION_STREET ? 2 : kind == ORGANISATION_CENTRE ? 3 : 0;
}

/* The lowest organisation above `level` that has its seat at the ticket's area or above it. */
static int higher_find(const struct pack *pack, int area, int level)
{
    int best = -1;
    for (int i = 0; i < pack->organisation_count; i++) {
        const struct pack_organisation *organisation = &pack->organisations[i];
        int its = level_of((enum organisation_kind)organisation->kind);
        bool covers = organisation->area >= 0 && area >= 0 && pack_area_within(pack, area, organisation->area);
        if (its > level && covers &&
            (best < 0 || its < level_of((enum organisation_kind)pack->organisations[best].kind)))
            best = i;
    }
    return best;
}

bool guard_has_higher(struct move *move, struct fault *fault)
{
    int holder = pack_organisation_of_id(move->pack, move->ticket.organisation_id);
    int level = holder < 0 ? 0 : level_of((enum organisation_kind)move->pack->organisations[holder].kind);
    bool own = !(move->roles & (ROLE_SYSTEM | ROLE_SUPERVISOR));
    if (own && !move_serves(move, ROLE_HANDLER | ROLE_HEAD, move->ticket.organisation_id))
        return fault_set(fault, "move_refused", "actor", "only who holds the task may escalate it");
    int higher = higher_find(move->pack, area_of(move), level);
    if (higher < 0)
        return guard_refuse(move, NULL, fault);
    move->wish.organisation_id = move->pack->organisations[higher].id;
    return true;
}

/* -- merging and correcting -------------------------------------------------------------------------------------- */

/* By when they were received: numbers of several workers of intake do not tell. */
static bool is_earlier(const struct ticket_row *one, const struct ticket_row *other)
{
    return one->received_at != other->received_at ? one->received_at < other->received_at
                                                  : one->ticket_id < other->ticket_id;
}

bool guard_mergeable(struct move *move, struct fault *fault)
{
    const struct ticket_row *into = move->into;
    if (!into)
        return fault_set(fault, "unknown_ticket", "into", "there is no ticket %lld in this city",
                         (long long)move->wish.into);
    return (is_earlier(into, &move->ticket) && !lifecycle_state_ended(into->state)) ||
           guard_refuse(move, "into", fault);
}

bool guard_changes(struct move *move, struct fault *fault)
{
    const struct wish *wish = &move->wish;
    bool other_category = wish->category_id && wish->category_id != move->ticket.category_id;
    bool other_area = wish->area_id && wish->area_id != move->ticket.area_id;
    bool other_urgency = wish->urgency && wish->urgency != move->standing.urgency;
    bool other_standard =
        wish->standard && (wish->standard_length != move->standing.standard_length ||
                           memcmp(wish->standard, move->standing.standard, wish->standard_length) != 0);
    if (!other_category && !other_area && !other_urgency && !other_standard)
        return guard_refuse(move, NULL, fault);
    return move->from == STATE_RECEIVED || standard_choose(move, fault);
}
