/* The summary of a standing report: every number that it says stands in the answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "services/tally/standing.h"

static const char answer_text[] =
    "{\"from\": \"2026-11-16\", \"to\": \"2026-11-22\", \"by\": [\"organisation\"], \"measures\": ["
    "{\"name\": \"dispatched\", \"title\": \"派单\", \"kind\": \"count\"},"
    "{\"name\": \"reworked\", \"title\": \"返工\", \"kind\": \"count\", \"better\": \"low\"},"
    "{\"name\": \"on_time\", \"title\": \"按时办结率\", \"kind\": \"rate\"},"
    "{\"name\": \"satisfaction\", \"title\": \"满意率\", \"kind\": \"rate\"}],"
    "\"total\": {\"dispatched\": 1234, \"reworked\": 3, \"on_time\": {\"part\": 95, \"whole\": 100, \"value\": 0.95},"
    "  \"satisfaction\": {\"part\": 0, \"whole\": 0, \"value\": null},"
    "  \"previous\": {\"dispatched\": {\"was\": 1173, \"difference\": 61, \"change\": 0.052},"
    "    \"reworked\": {\"was\": 0, \"difference\": 3, \"change\": null}, \"on_time\": {\"was\": {}, \"difference\": "
    "-0.005}},"
    "  \"last_year\": {\"dispatched\": {\"was\": 2468, \"difference\": -1234, \"change\": -0.5},"
    "    \"reworked\": {\"was\": 3, \"difference\": 0, \"change\": 0}, \"on_time\": {\"was\": {}, \"difference\": "
    "null}}},"
    "\"rows\": ["
    "{\"organisation_name\": \"甲\", \"dispatched\": 1000, \"on_time\": {\"part\": 78, \"whole\": 80, \"value\": "
    "0.975},"
    "  \"previous\": {\"dispatched\": {\"was\": 900, \"difference\": 100}}},"
    "{\"organisation_name\": \"乙\", \"dispatched\": 234, \"on_time\": {\"part\": 17, \"whole\": 20, \"value\": 0.85},"
    "  \"previous\": {\"dispatched\": {\"was\": 273, \"difference\": -39}}},"
    "{\"organisation_name\": \"丙\", \"dispatched\": 0, \"on_time\": {\"part\": 0, \"whole\": 0, \"value\": null},"
    "  \"previous\": {\"dispatched\": {\"was\": 0, \"difference\": 0}}}]}";

static void text_is(bool is_english, const char *expected)
{
    const struct standing_reports reports = {.english = is_english};
    const struct pack pack = {.name = "小城", .reports = &reports};
    const struct standing_report report = {.title = "周报", .rank = "on_time"};
    json_t *answer = json_loads(answer_text, 0, NULL);
    assert_non_null(answer);
    char *text = standing_text(&pack, &report, answer);
    assert_string_equal(text, expected);
    free(text);
    json_decref(answer);
}

static void in_chinese(void **state)
{
    (void)state;
    text_is(false,
            "小城周报（2026-11-16至2026-11-22）：派单1,234件，环比上升5.2%（1,173件），同比下降50.0%（2,468件）；"
            "返工3件，环比由0件增至此数，同比持平；按时办结率95.0%（95/100），环比下降0.5个百分点。"
            "按时办结率排名末位：乙 85.0%（17/20）。"
            "派单增加最多：甲，多100件（900→1,000）。派单减少最多：乙，少39件（273→234）。");
}

static void in_english(void **state)
{
    (void)state;
    text_is(
        true,
        "小城, 周报 (2026-11-16 to 2026-11-22): dispatched 1,234, the period before: up 5.2% (1,173), a year ago: "
        "down 50.0% (2,468); reworked 3, the period before: up from 0, a year ago: unchanged; on_time 95.0% (95/100), "
        "the period before: down 0.5 points. Last by on_time: 乙 85.0% (17/20). "
        "Rose most, dispatched: 甲, 100 more (900 to 1,000). Fell most, dispatched: 乙, 39 fewer (273 to 234).");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(in_chinese), cmocka_unit_test(in_english)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
