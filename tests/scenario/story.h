/* A story: one file of sentences about tickets of one city, told to a running installation line by line.
 *
 *   story "不属实，作废"
 *   city full
 *   resident submits city.noise at east.lake by app as T      a move; T names the ticket from here on
 *   supervisor voids T because "误报"
 *   refused not_allowed actor: auditor closes T saying "好"    the code, and the field if any, of the refusal
 *   refused move_refused telling "held by urban": …           … and what its words say
 *   within 5s T is dispatched                                  a claim, which may take a while to become true
 *   after 3s T has 0 alerts                                    what is said after a while
 *
 * Moves    PERSON submits CATEGORY at AREA as NAME …
 *          PERSON VERB NAME …     a verb for each action of the lifecycle: accepts, takes_back, verifies …
 *          PERSON comes on duty | PERSON goes off duty
 *          …: any field of the message by its name and value, or by a word of verbs.c (to, because, saying, unlimited
 * …) Claims   NAME is STATE | NAME is late | NAME is on_time | NAME is held by ORGANISATION | NAME is limited to SPAN |
 *          NAME has N alerts | NAME has FIELD VALUE | timeline of NAME is EVENT… | event EVENT of NAME has FIELD VALUE
 * | tasks of NAME are ROLE:STATE:ORGANISATION… | task N of NAME has FIELD VALUE | alerts of NAME are CLOCK:STEP… |
 *          clocks of NAME are CLOCK:STATE… |
 *          CLOCK clock of NAME is running|paused|stopped|absent | CLOCK clock of NAME is limited to SPAN |
 *          CLOCK clock of NAME lasts SPAN (from its start to when it is due) | ledger of CLOCK of NAME is CHANGE…
 * Races    hold NAME | LABEL: MOVE | LABEL behind LABEL: MOVE | when N wait | release | LABEL is done | LABEL is
 * refused CODE [FIELD] [telling TEXT] | deadline sleeps | deadline wakes: told by race.h Times    -90m, +2h, 3d,
 * 1500ms: from now
 */
#ifndef TESTS_SCENARIO_STORY_H
#define TESTS_SCENARIO_STORY_H

#include <stdint.h>

#include "tests/scenario/words.h"
#include "tests/scenario/world.h"

enum { STORY_TICKETS_MAX = 24 };

struct query;
struct race;
struct store;

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
    struct store *store; /* the database itself, where a sentence needs it; NULL until then */
    struct race *race;   /* race.c; NULL where nothing races */
};

/* Tells the story in the file to the installation of STEWARD_HOME. Ends the process: 0 where all came as told, else 1
 * with file, line, what was expected and what was found on standard error. */
void story_tell(const char *path) __attribute__((noreturn));

/* Says what is wrong in the current line and ends the process. */
void story_fail(const struct story *story, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));

/* The ticket called so. */
int64_t story_ticket(const struct story *story, const char *name);

/* Milliseconds in "500ms", "90s", "5m", "2h" or "3d". */
int64_t story_duration(const struct story *story, const char *text);

/* One row of one number that the query, which lives for ever, asks for with the city's code ($1) and the ticket ($2; 0
 * for none). */
int64_t story_number(struct story *story, const struct query *query, int64_t ticket);

/* The same for a text; at most `size` - 1 bytes go into out. */
void story_text(struct story *story, const struct query *query, int64_t ticket, char *out, size_t size);

/* -- sentence_move.c ---------------------------------------------------------------------------------------------- */

/* A move as a message. */
struct saying {
    const char *message;
    const char *name; /* of a submission: what the ticket is called; else "" */
    json_t *body;
};

struct refusal {
    char code[64], field[64]; /* "" for none */
    const char *telling;      /* words of its message, or "" */
};

void story_saying_read(const struct story *story, const struct words *words, struct saying *out);

/* Says a move; where `expected` is not NULL it must be refused so. */
void story_move(struct story *story, const struct words *words, const struct refusal *expected);

/* The story fails where the reply is another. */
void story_refusal_expect(const struct story *story, const struct world_reply *reply, const struct refusal *expected);
void story_success_expect(const struct story *story, const struct world_reply *reply);

/* Takes "CODE [FIELD] [telling TEXT]" from word `i` on, the last one with a colon or not; returns where it ends. */
int story_refusal_read(const struct story *story, const struct words *words, int i, struct refusal *out);

/* sentence_claim.c: does the claim hold within `patience` milliseconds? Else the story fails. */
void story_claim(struct story *story, const struct words *words, int64_t patience);

#endif
