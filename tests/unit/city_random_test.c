/* City packs at random: broken texts never crash and always tell a fault; routing is what a walk through the rules
 * finds.
 *
 * The seeds are fixed, so that every run is the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/memory.h"
#include "common/city/pack.h"
#include "tests/unit/city_settings_texts.h"
#include "tests/unit/city_texts.h"

enum { MUTATIONS = 6000, PACKS = 1500, TEXT_ROOM = 4096, TEXTS_MOST = CITY_TEXTS + 8 };

static uint64_t random_state;

/* xorshift64* */
static uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (uint32_t)((random_state * 2685821657736338717u) >> 33) % limit;
}

/* Does a rule cover the category and the area? By walking up both trees. */
static bool rule_covers(const struct pack *pack, const struct pack_rule *rule, int category, int area)
{
    while (category >= 0 && category != rule->category)
        category = pack->categories[category].parent;
    while (area >= 0 && area != rule->area)
        area = pack->areas[area].parent;
    return (rule->category < 0 || category >= 0) && (rule->area < 0 || area >= 0);
}

static int rule_walk(const struct pack *pack, int category, int area)
{
    for (int i = 0; i < pack->rule_count; i++)
        if (rule_covers(pack, &pack->rules[i], category, area))
            return i + 1;
    return 0;
}

/* Compares the table with the walk, everywhere; and that every rule matches somewhere. */
static void routing_compare(const struct pack *pack)
{
    char *matched = memory_new((size_t)pack->rule_count + 1, 1);
    for (int category = 0; category < pack->category_count; category++)
        for (int area = 0; area < pack->area_count; area++) {
            const struct pack_rule *rule = pack_route(pack, category, area);
            int number = rule_walk(pack, category, area);
            assert_int_equal(rule ? rule->number : 0, number);
            matched[number] = 1;
        }
    for (int number = 1; number <= pack->rule_count; number++)
        assert_true(matched[number]);
    free(matched);
}

/* One change of the kind that files suffer: a bit, a piece lost, doubled or moved, a piece of YAML in the wrong place.
 */
static size_t text_mutate(char *text, size_t length)
{
    static const char *const pieces[] = {"\t", "- ",  ": ",   "{",    "}",          "[",     "]",    "\n", "'",
                                         "\"", "&a ", "*a",   "!!",   "|",          ">",     "\\",   "%",  "#",
                                         "a1", "k1",  "\xff", "\xe5", "parent: a2", "---\n", "<<: ", "?"};
    size_t at = random_below((uint32_t)length), span = random_below(12);
    span = span > length - at ? length - at : span;
    const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
    switch (random_below(4)) {
    case 0:
        text[at] = (char)(text[at] ^ 1 << random_below(8));
        return length;
    case 1:
        memmove(text + at, text + at + span, length - at - span);
        return length - span;
    case 2:
        memmove(text + at + span, text + at, length - at);
        return length + span;
    default:
        memmove(text + at + strlen(piece), text + at, length - at);
        for (size_t i = 0; piece[i]; i++)
            text[at + i] = piece[i];
        return length + strlen(piece);
    }
}

/* Every clock of every category has its one overdue step, behind warnings and before escalations. */
static void ladders_check(const struct pack *pack)
{
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++)
        for (int category = -1; category < pack->category_count; category++) {
            const struct ladder *ladder = pack_ladder(pack, (enum clock_kind)kind, category);
            assert_in_range(ladder->overdue, 0, ladder->count - 1);
            for (int i = 0; i < ladder->count; i++)
                assert_int_equal(ladder->steps[i].kind, i < ladder->overdue    ? STEP_WARNING
                                                        : i == ladder->overdue ? STEP_OVERDUE
                                                                               : STEP_ESCALATION);
        }
}

/* Where a limit counts by a calendar there is one, for whoever has the task. */
static void limits_check(const struct pack *pack)
{
    struct limit limit;
    for (int kind = 1; kind < CLOCK_KIND_COUNT; kind++)
        if (pack_clock_limit(pack, (enum clock_kind)kind, &limit) && limit.kind != LIMIT_CONTINUOUS)
            for (int organisation = -1; organisation < pack->organisation_count; organisation++)
                assert_non_null(pack_calendar(pack, organisation));
}

static bool texts_read(const struct pack_text *texts, size_t count)
{
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    bool read = pack_read_texts(texts, count, &pack, &faults);
    assert_int_equal(read, pack != NULL);
    assert_int_equal(read, faults.count == 0);
    if (pack) {
        routing_compare(pack);
        ladders_check(pack);
        limits_check(pack);
    }
    pack_faults_clear(&faults);
    pack_destroy(&pack);
    return read;
}

/* Breaks one of the texts at a time, in some ways. */
static void texts_break(const struct pack_text *whole, size_t count)
{
    struct pack_text texts[TEXTS_MOST];
    int good = 0;
    for (int i = 0; i < MUTATIONS; i++) {
        char text[TEXT_ROOM];
        size_t file = random_below((uint32_t)count), length = whole[file].length;
        memcpy(text, whole[file].text, length);
        for (uint32_t changes = 1 + random_below(4); changes && length; changes--)
            length = text_mutate(text, length);
        memcpy(texts, whole, count * sizeof *texts);
        texts[file].text = text;
        texts[file].length = length;
        good += texts_read(texts, count);
    }
    assert_in_range(good, 1, MUTATIONS / 2); /* some changes do no harm, most do */
}

static void broken_texts_never_crash(void **state)
{
    (void)state;
    struct pack_text texts[CITY_TEXTS];
    random_state = 20241015;
    city_texts_replace(texts, NULL, NULL, 0);
    assert_true(texts_read(texts, CITY_TEXTS));
    texts_break(texts, CITY_TEXTS);
}

/* The same with all that a pack may have of clocks, ladders, calendars and ways to hand out. */
static void broken_settings_never_crash(void **state)
{
    (void)state;
    struct pack_text texts[TEXTS_MOST];
    size_t count = CITY_TEXTS;
    city_texts_replace(texts, NULL, NULL, 0);
    for (size_t i = 0; i < sizeof settings_texts / sizeof *settings_texts; i++) {
        size_t at = 0;
        while (at < count && strcmp(texts[at].name, settings_texts[i].name) != 0)
            at++;
        texts[at] = settings_texts[i];
        count = at < count ? count : count + 1;
    }
    random_state = 56;
    assert_true(texts_read(texts, count));
    texts_break(texts, count);
}

struct random_pack {
    char areas[TEXT_ROOM], categories[TEXT_ROOM], rules[TEXT_ROOM];
    uint32_t area_count, category_count, rule_count;
};

static void target_print(char *out, size_t size, char letter, uint32_t count)
{
    uint32_t chosen = random_below(count + 1);
    if (chosen)
        snprintf(out, size, "%c%u", letter, chosen - 1);
    else
        snprintf(out, size, "'*'");
}

static void random_pack_print(struct random_pack *random)
{
    size_t used = (size_t)snprintf(random->areas, TEXT_ROOM, "areas:\n- {code: a0, name: A, kind: city}\n");
    random->area_count = 1 + random_below(12);
    for (uint32_t i = 1; i < random->area_count; i++)
        used += (size_t)snprintf(random->areas + used, TEXT_ROOM - used,
                                 "- {code: a%u, name: A, kind: grid, parent: a%u}\n", i, random_below(i));
    used = (size_t)snprintf(random->categories, TEXT_ROOM, "categories:\n- {code: k0, name: K}\n");
    random->category_count = 1 + random_below(8);
    for (uint32_t i = 1; i < random->category_count; i++)
        if (random_below(3))
            used += (size_t)snprintf(random->categories + used, TEXT_ROOM - used,
                                     "- {code: k%u, name: K, parent: k%u}\n", i, random_below(i));
        else
            used += (size_t)snprintf(random->categories + used, TEXT_ROOM - used, "- {code: k%u, name: K}\n", i);
    used = (size_t)snprintf(random->rules, TEXT_ROOM, "rules:\n");
    random->rule_count = 1 + random_below(5);
    for (uint32_t i = 0; i < random->rule_count; i++) {
        char category[16], area[16];
        target_print(category, sizeof category, 'k', random->category_count);
        target_print(area, sizeof area, 'a', random->area_count);
        used += (size_t)snprintf(random->rules + used, TEXT_ROOM - used,
                                 "- {category: %s, area: %s, organisation: o}\n", category, area);
    }
}

/* Reads it; where rules are refused as never matching, reads it again without them: then all match. */
static bool random_pack_check(const struct random_pack *random, int *refused)
{
    const struct pack_text texts[CITY_TEXTS] = {
        {"city.yaml", CITY_TEXT, sizeof CITY_TEXT - 1},
        {"areas.yaml", random->areas, strlen(random->areas)},
        {"categories.yaml", random->categories, strlen(random->categories)},
        {"organisations.yaml", "organisations: [{code: o, name: O, kind: centre}]", 49},
        {"people.yaml", "people: [{code: p, name: P, roles: [operator]}]", 47},
        {"routing.yaml", random->rules, strlen(random->rules)},
    };
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    bool read = pack_read_texts(texts, CITY_TEXTS, &pack, &faults);
    if (read)
        routing_compare(pack);
    for (size_t i = 0; i < faults.count; i++) {
        assert_non_null(strstr(faults.items[i].message, "can never match"));
        refused[faults.items[i].line - 2] = 1;
    }
    pack_faults_clear(&faults);
    pack_destroy(&pack);
    return read;
}

static void rules_drop(struct random_pack *random, const int *refused)
{
    char kept[TEXT_ROOM] = "rules:\n";
    const char *line = strchr(random->rules, '\n') + 1;
    for (uint32_t i = 0; i < random->rule_count; i++) {
        const char *end = strchr(line, '\n') + 1;
        if (!refused[i])
            strncat(kept, line, (size_t)(end - line));
        line = end;
    }
    memcpy(random->rules, kept, sizeof kept);
}

static void table_is_what_a_walk_finds(void **state)
{
    (void)state;
    static struct random_pack random;
    int whole = 0;
    random_state = 19411;
    for (int i = 0; i < PACKS; i++) {
        int refused[8] = {0};
        random_pack_print(&random);
        if (random_pack_check(&random, refused)) {
            whole++;
            continue;
        }
        rules_drop(&random, refused);
        assert_true(random_pack_check(&random, refused));
    }
    assert_in_range(whole, PACKS / 10, PACKS - PACKS / 10); /* both ways were gone */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_texts_never_crash),
        cmocka_unit_test(broken_settings_never_crash),
        cmocka_unit_test(table_is_what_a_walk_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
