/* routing.yaml: the rules, of which the first that covers a complaint names who must act. */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/reading.h"

enum { RULES_MOST = 20000, COMMENT_MOST = 1000, GROUP_MOST = 200 };
enum { CATEGORY, AREA, ORGANISATION, LIMIT, MODE, GROUP, COMMENT, FIELDS };

static const struct kind modes[] = {
    {"assign", HAND_OUT_ASSIGN, "派单"},
    {"joint", HAND_OUT_JOINT, "吹哨报到"},
    {"claim", HAND_OUT_CLAIM, "点单接单"},
    {NULL, 0, NULL},
};

static const struct field fields[FIELDS] = {
    [CATEGORY] = {"category", FIELD_TARGET, REQUIRED, PACK_CODE_MOST, NULL},
    [AREA] = {"area", FIELD_TARGET, REQUIRED, PACK_CODE_MOST, NULL},
    [ORGANISATION] = {"organisation", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [LIMIT] = {"limit", FIELD_LIMIT_ANY, OPTIONAL, 0, NULL},
    [MODE] = {"mode", FIELD_KIND, OPTIONAL, 0, modes},
    [GROUP] = {"group", FIELD_LIST, OPTIONAL, GROUP_MOST, NULL},
    [COMMENT] = {"comment", FIELD_TEXT, OPTIONAL, COMMENT_MOST, NULL},
};
static const struct field member_field = {"group", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL};
static const struct listing listing = {"rules", RULES_MOST, fields, FIELDS};

static void member_read(struct reading *reading, const struct place *place, const struct node *node,
                        struct pack_rule *rule, int *group)
{
    struct value value;
    value_read(place, node, &member_field, &value);
    int member = reading_refer(reading, place, THING_ORGANISATION, &member_field, &value);
    for (int i = 0; i < rule->group_count; i++)
        if (member >= 0 && group[i] == member)
            place_fault(place, node->line, member_field.name, "names \"%s\" twice", node->text);
    if (member >= 0 && rule->mode == HAND_OUT_JOINT && member == rule->organisation)
        place_fault(place, node->line, member_field.name, "names \"%s\", which leads already", node->text);
    group[rule->group_count++] = member;
}

/* Who is called or may claim. What nobody claims goes to the organisation once its clock has run out, so there must be
 * one. */
static void group_read(struct reading *reading, const struct place *place, int line, const struct value *list,
                       struct pack_rule *rule)
{
    if (rule->mode == HAND_OUT_ASSIGN && list->present)
        place_fault(place, line, "group", "is for the modes joint and claim");
    if (rule->mode != HAND_OUT_ASSIGN && !list->present)
        place_fault(place, line, "group", "is missing, the mode %s needs one", kind_name(modes, (int)rule->mode));
    if (rule->mode == HAND_OUT_CLAIM && !reading->pack->index->clocks[CLOCK_CLAIM].kept)
        place_fault(place, line, "mode", "is claim, and limits in city.yaml does not say how long an offer stands");
    if (!list->node)
        return;
    int *group = memory_new((size_t)list->number, sizeof *group);
    reading_keep_memory(reading, group);
    rule->group = group;
    for (const struct node *node = list->node->first; node; node = node->next)
        member_read(reading, place, node, rule, group);
}

static void rule_read(struct reading *reading, const struct node *node, int index)
{
    struct pack_rule *rule = &reading->pack->rules[index];
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    record_read(&place, node, fields, FIELDS, values);
    *rule = (struct pack_rule){
        .number = index + 1,
        .line = node->line,
        .category = reading_target(reading, &place, THING_CATEGORY, &fields[CATEGORY], &values[CATEGORY]),
        .area = reading_target(reading, &place, THING_AREA, &fields[AREA], &values[AREA]),
        .organisation =
            reading_refer(reading, &place, THING_ORGANISATION, &fields[ORGANISATION], &values[ORGANISATION]),
        .has_limit = values[LIMIT].node != NULL,
        .limit = reading_limit(reading, &place, &fields[LIMIT], &values[LIMIT]),
        .mode = values[MODE].node ? (enum hand_out_mode)values[MODE].number : HAND_OUT_ASSIGN,
        .comment = reading_keep(reading, &values[COMMENT]),
    };
    if (values[MODE].node || !values[MODE].present) /* what a faulty mode was meant to be is not known */
        group_read(reading, &place, node->line, &values[GROUP], rule);
}

static void shadow_tell(void *context, int index, const int *takers, int taker_count)
{
    struct reading *reading = context;
    const struct pack_rule *rules = reading->pack->rules;
    struct place place = place_of_entry(&reading->top, listing.name, index);
    char names[128];
    size_t used = 0;
    for (int i = 0; i < taker_count; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%srule %d (line %d)", i ? ", " : "",
                                 rules[takers[i]].number, rules[takers[i]].line);
    place_fault(&place, rules[index].line, "", "rule %d can never match: all that it covers goes to %s before it%s",
                rules[index].number, names, taker_count == ROUTING_TAKERS_MOST ? ", and maybe others" : "");
}

void routing_file_read(struct reading *reading, const struct node *root)
{
    struct pack *pack = reading->pack;
    int count = 0, index = 0;
    const struct node *list = root ? listing_open(reading, root, &listing, &count) : NULL;
    pack->rules = memory_new((size_t)count, sizeof *pack->rules);
    pack->rule_count = count;
    for (const struct node *node = list ? list->first : NULL; node; node = node->next, index++)
        rule_read(reading, node, index);
    /* What a rule covers is only known where the trees and the rules are good. */
    if (!list || !reading_clean(reading))
        return;
    if (!routing_build(&pack->index->routing, pack, &pack->index->categories, &pack->index->areas, shadow_tell,
                       reading))
        place_fault(&reading->top, list->line, listing.name,
                    "name too many categories × areas, expected at most %d combinations", ROUTING_CELLS_MOST);
}
