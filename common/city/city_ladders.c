/* city.yaml: ladders, each a list of steps {at, to} in the order in which they come. */
#include <string.h>

#include "common/base/memory.h"
#include "common/city/city_parts.h"

enum { LADDERS_MOST = 100, TOLD_ROLES_MOST = 16, AT_TEXT_MOST = 40, PERCENT_DIGITS_MOST = 2 };
enum { AT, TO, FIELDS };

#define AT_EXPECTED "1%% to 99%% of the limit, \"due\", or \"due+\" and a limit, such as due+4wh"

static const struct field fields[FIELDS] = {
    [AT] = {"at", FIELD_TEXT, REQUIRED, AT_TEXT_MOST, NULL},
    [TO] = {"to", FIELD_LIST, REQUIRED, TOLD_ROLES_MOST, NULL},
};
static const struct field name_field = {"", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL};

/* "50%" */
static bool percent_parse(const char *text, size_t length, int *out)
{
    int number = 0;
    if (length < 2 || length > PERCENT_DIGITS_MOST + 1 || text[length - 1] != '%')
        return false;
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        number = number * 10 + (text[i] - '0');
    }
    *out = number;
    return number >= 1;
}

static bool at_parse(const char *text, size_t length, struct ladder_step *out)
{
    enum { DUE = sizeof "due" - 1 };
    out->kind = STEP_WARNING;
    if (percent_parse(text, length, &out->percent))
        return true;
    if (length < DUE || memcmp(text, "due", DUE) != 0)
        return false;
    out->kind = length == DUE ? STEP_OVERDUE : STEP_ESCALATION;
    return length == DUE || (text[DUE] == '+' && limit_parse(text + DUE + 1, length - DUE - 1, &out->after));
}

static bool at_read(struct reading *reading, const struct place *place, const struct value *at, struct ladder_step *out)
{
    char quote[FAULT_QUOTE_BYTES];
    if (!at->node)
        return false;
    fault_quote(at->text, at->length, quote);
    if (!at_parse(at->text, at->length, out)) {
        place_fault(place, at->node->line, "at", "%s is not known, expected " AT_EXPECTED, quote);
        return false;
    }
    if (out->kind != STEP_ESCALATION || out->after.kind == LIMIT_CONTINUOUS || reading_has_file(reading, PACK_CALENDAR))
        return true;
    place_fault(place, at->node->line, "at",
                "%s counts by a calendar, and the city has no calendar.yaml, expected due+ and " LIMIT_EXPECTED, quote);
    return false;
}

/* Does the step come after the one before it? Limits of different kinds of time cannot be compared. */
static bool step_follows(const struct ladder_step *before, const struct ladder_step *step)
{
    if (step->kind != before->kind)
        return step->kind > before->kind;
    if (step->kind == STEP_WARNING)
        return step->percent > before->percent;
    return step->kind == STEP_ESCALATION &&
           (step->after.kind != before->after.kind || step->after.milliseconds > before->after.milliseconds);
}

static void step_read(struct reading *reading, const struct place *place, const struct node *node,
                      struct ladder *ladder, struct ladder_step *steps)
{
    struct value values[FIELDS];
    struct ladder_step step = {0};
    record_read(place, node, fields, FIELDS, values);
    step.roles = reading_roles(place, &fields[TO], &values[TO]);
    if (!at_read(reading, place, &values[AT], &step))
        return;
    if (ladder->count && !step_follows(&steps[ladder->count - 1], &step))
        place_fault(place, values[AT].node->line, "at",
                    "does not come after the step before it, expected warnings, \"due\" once, and what follows it");
    if (step.kind == STEP_OVERDUE)
        ladder->overdue = ladder->count;
    steps[ladder->count++] = step;
}

static void ladder_read(struct reading *reading, const struct place *outer, const struct node *list,
                        struct named_ladder *out)
{
    const struct field field = {out->name, FIELD_LIST, REQUIRED, LADDER_STEPS_MOST, NULL};
    struct ladder *ladder = &out->ladder;
    struct value value;
    int index = 0;
    value_read(outer, list, &field, &value);
    if (!value.node)
        return;
    struct ladder_step *steps = memory_new((size_t)value.number, sizeof *steps);
    reading_keep_memory(reading, steps);
    *ladder = (struct ladder){.steps = steps, .overdue = -1};
    for (const struct node *node = list->first; node; node = node->next) {
        struct place place = place_of_entry(outer, out->name, index++);
        step_read(reading, &place, node, ladder, steps);
    }
    if (ladder->overdue < 0 && ladder->count == value.number) /* what a faulty step was meant to be is not known */
        place_fault(outer, list->line, out->name, "has no step \"due\", expected exactly one");
}

static void named_ladder_read(struct reading *reading, const struct place *outer, const struct node *list, int index)
{
    struct named_ladder *ladders = reading->pack->index->ladders;
    struct value name;
    value_read(outer, list->key, &name_field, &name);
    ladders[index].name = reading_keep(reading, &name);
    for (int i = 0; i < index && name.node; i++)
        if (strcmp(ladders[i].name, ladders[index].name) == 0)
            place_fault(outer, list->key->line, ladders[index].name, "is there twice");
    ladder_read(reading, outer, list, &ladders[index]);
}

int reading_refer_ladder(const struct reading *reading, const struct place *place, const struct field *field,
                         const struct value *value)
{
    const struct pack_index *index = reading->pack->index;
    char quote[FAULT_QUOTE_BYTES];
    if (!value->node)
        return -1;
    for (int i = 0; i < index->ladder_count; i++)
        if (strcmp(index->ladders[i].name, value->text) == 0)
            return i;
    place_fault(place, value->node->line, field->name,
                "%s is unknown, expected the name of one of ladders in city.yaml",
                fault_quote(value->text, value->length, quote));
    return -1;
}

void city_ladders_read(struct reading *reading, const struct value *ladders)
{
    struct pack_index *index = reading->pack->index;
    struct place place = place_within(&reading->top, "ladders");
    int count = 0;
    for (const struct node *node = ladders->node ? ladders->node->first : NULL; node; node = node->next)
        count++;
    if (count > LADDERS_MOST) {
        place_fault(&reading->top, ladders->node->line, "ladders", "has %d ladders, expected at most %d", count,
                    LADDERS_MOST);
        return;
    }
    index->ladders = memory_new((size_t)count, sizeof *index->ladders);
    for (const struct node *node = ladders->node ? ladders->node->first : NULL; node; node = node->next) {
        named_ladder_read(reading, &place, node, index->ladder_count);
        index->ladder_count++;
    }
}
