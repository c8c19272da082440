/* routing.yaml: the rules, of which the first that covers a complaint names who must act. */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/city/reading.h"

enum { RULES_MOST = 20000, COMMENT_MOST = 1000 };
enum { CATEGORY, AREA, ORGANISATION, LIMIT, COMMENT, FIELDS };

static const struct field fields[FIELDS] = {
    [CATEGORY] = {"category", FIELD_TARGET, REQUIRED, PACK_CODE_MOST, NULL},
    [AREA] = {"area", FIELD_TARGET, REQUIRED, PACK_CODE_MOST, NULL},
    [ORGANISATION] = {"organisation", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [LIMIT] = {"limit", FIELD_LIMIT_ANY, OPTIONAL, 0, NULL},
    [COMMENT] = {"comment", FIELD_TEXT, OPTIONAL, COMMENT_MOST, NULL},
};
static const struct listing listing = {"rules", RULES_MOST, fields, FIELDS};

static void rule_read(struct reading *reading, const struct node *node, int index)
{
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    record_read(&place, node, fields, FIELDS, values);
    reading->pack->rules[index] = (struct pack_rule){
        .number = index + 1,
        .line = node->line,
        .category = reading_target(reading, &place, THING_CATEGORY, &fields[CATEGORY], &values[CATEGORY]),
        .area = reading_target(reading, &place, THING_AREA, &fields[AREA], &values[AREA]),
        .organisation =
            reading_refer(reading, &place, THING_ORGANISATION, &fields[ORGANISATION], &values[ORGANISATION]),
        .has_limit = values[LIMIT].node != NULL,
        .limit = reading_limit(reading, &place, &fields[LIMIT], &values[LIMIT]),
    };
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
