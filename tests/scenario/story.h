/* A story: one file of sentences about tickets of one city, told to a running installation line by line.
 *
 *   story "不属实，作废"
 *   city mini
 *   resident submits city.noise at east.lake by app as T      a move; T names the ticket from here on
 *   supervisor voids T because "误报"
 *   refused not_allowed actor: auditor closes T saying "好"    the code, and the field if any, of the refusal
 *   within 5s T is dispatched                                  a claim, which may take a while to become true
 *   after 3s T has 0 alerts                                    a claim that still holds after a while
 *
 * Moves    PERSON submits CATEGORY at AREA as NAME [by CHANNEL] [on TIME]
 *          PERSON accepts|dispatches|signs|handles|verifies|closes|follows_up|rejects|returns|reworks|voids|withdraws
 * NAME [to ORGANISATION] [suggesting ORGANISATION] [because TEXT] [saying TEXT] [on TIME] [due TIME] [unlimited]
 *            [reached|unreached] [solved|unsolved] [satisfied|unsatisfied]
 * Claims   NAME is STATE | NAME is late | NAME is on_time | NAME has N alerts | NAME is held by ORGANISATION |
 *          NAME is limited to SECONDS | timeline of NAME is EVENT…
 * Times    -90m, +2h, 3d: from now
 */
#ifndef TESTS_SCENARIO_STORY_H
#define TESTS_SCENARIO_STORY_H

#include <stdint.h>

#include "tests/scenario/words.h"
#include "tests/scenario/world.h"

enum { STORY_TICKETS_MAX = 16 };

struct story {
    struct world *world;
    const char *path;
    int line;
    char title[256], city[33];
    struct {
        char name[16];
        int64_t number;
    } tickets[STORY_TICKETS_MAX];
    int ticket_count;
};

/* Tells the story in the file to the installation of STEWARD_HOME. Ends the process: 0 where all came as told, else 1
 * with file, line, what was expected and what was found on standard error. */
void story_tell(const char *path) __attribute__((noreturn));

/* Says what is wrong in the current line and ends the process. */
void story_fail(const struct story *story, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));

/* The ticket called so. */
int64_t story_ticket(const struct story *story, const char *name);

/* Milliseconds in "90s", "5m", "2h" or "3d". */
int64_t story_duration(const struct story *story, const char *text);

/* sentence_move.c: says a move; where `code` is not NULL it must be refused with that code and field ("" for none). */
void story_move(struct story *story, const struct words *words, const char *code, const char *field);

/* sentence_claim.c: does the claim hold within `patience` milliseconds? Else the story fails. */
void story_claim(const struct story *story, const struct words *words, int64_t patience);

#endif
