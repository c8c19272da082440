/* Limits as people write them: "4小时", "2工作日", "2紧急工作时". docs/standards.md has the table of all forms.
 *
 *   2紧急工作时   continuous time, by night and on holidays (紧急)     24紧急工作时, 1紧急工作日 (24 hours each)
 *   4工作时       working time                                         30工作分钟
 *   2工作日       working days
 *   7自然日       calendar days
 *   4小时 3天     as `meaning` says; where the city does not tell, a 小时 is continuous and a 天 a calendar day
 *
 * A number is written in digits, also of full width, in Chinese numerals from 一 to 九十九, and may end with a half of
 * an hour: 0.5小时, 1.5工作时, 半小时, 两个半小时. There is no half of a day, and nothing is guessed: what does not fit
 * is refused.
 */
#ifndef COMMON_TIME_WORDS_H
#define COMMON_TIME_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/time/limit.h"

/* What words mean that cities use for different things. */
struct words_meaning {
    enum limit_kind hour; /* of 小时: LIMIT_CONTINUOUS or LIMIT_WORKING_TIME */
    enum limit_kind day;  /* of 天 and 日: LIMIT_CALENDAR_DAYS, LIMIT_WORKING_DAYS, or LIMIT_CONTINUOUS (24 hours) */
};

extern const struct words_meaning words_meaning_literal; /* continuous hours, calendar days */

#define WORDS_EXPECTED                                                                                                                            \
    "a number and one of 分钟, 小时, 工作时, 紧急工作时, 天, 自然日, 工作日, 紧急工作日, such as 4小时 or 2工作日; " \
    "at "                                                                                                                                         \
    "most 3650 days"

/* Reads the words, UTF-8, into *out; false (and *out untouched) where they are not WORDS_EXPECTED. */
bool words_parse(const char *text, size_t length, const struct words_meaning *meaning, struct limit *out);

#endif
