/* The table. Where something must be known first, so that most moves are allowed, there is also a row for those who do
 * not know: refusals are part of life. */
#include "tests/drill/moves.h"

#include <string.h>

/* clang-format off */
const struct move_row moves[] = {
    {STATE_RECEIVED,    45, "ticket.dispatch",         BY_DISPATCHER,  EXTRA_ORGANISATION, 0, 0},
    {STATE_RECEIVED,    20, "ticket.accept",           BY_OPERATOR,    EXTRA_NONE,         0, 0},
    {STATE_RECEIVED,    10, "ticket.offer",            BY_DISPATCHER,  EXTRA_GROUP,        0, 0},
    {STATE_RECEIVED,    10, "ticket.ask_check",        BY_OPERATOR,    EXTRA_WORKER,       0, KNOW_CHECKED},
    {STATE_RECEIVED,     6, "ticket.reclassify",       BY_OPERATOR,    EXTRA_URGENCY,      0, 0},
    {STATE_RECEIVED,     6, "ticket.urge",             BY_RESIDENT,    EXTRA_NONE,         0, 0},
    {STATE_RECEIVED,     4, "ticket.merge",            BY_OPERATOR,    EXTRA_INTO,         0, 0},
    {STATE_RECEIVED,     4, "ticket.reject",           BY_OPERATOR,    EXTRA_ANSWER,       0, 0},
    {STATE_RECEIVED,     4, "ticket.void",             BY_OPERATOR,    EXTRA_NONE,         0, 0},
    {STATE_RECEIVED,     4, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_CHECKING,    60, "ticket.answer_check",     BY_GRID,        EXTRA_SEEN,         0, 0},
    {STATE_CHECKING,    20, "ticket.drop_check",       BY_OPERATOR,    EXTRA_NONE,         0, 0},
    {STATE_CHECKING,    10, MOVES_LOOK,                BY_OPERATOR,    EXTRA_NONE,         0, 0},
    {STATE_CHECKING,     3, "ticket.void",             BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_CHECKING,     3, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_ACCEPTED,    60, "ticket.dispatch",         BY_SUPERVISOR,  EXTRA_ORGANISATION, 0, 0},
    {STATE_ACCEPTED,    15, "ticket.offer",            BY_DISPATCHER,  EXTRA_GROUP,        0, 0},
    {STATE_ACCEPTED,     5, "ticket.merge",            BY_DISPATCHER,  EXTRA_INTO,         0, 0},
    {STATE_ACCEPTED,     5, "ticket.reclassify",       BY_OPERATOR,    EXTRA_URGENCY,      0, 0},
    {STATE_ACCEPTED,     5, "ticket.urge",             BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_ACCEPTED,     4, "ticket.reject",           BY_DISPATCHER,  EXTRA_ANSWER,       0, 0},
    {STATE_ACCEPTED,     3, "ticket.void",             BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_ACCEPTED,     3, "ticket.withdraw",         BY_OPERATOR,    EXTRA_NONE,         0, 0},

    {STATE_OFFERED,     65, "ticket.claim",            BY_CLAIMER,     EXTRA_NONE,         0, 0},
    {STATE_OFFERED,     20, MOVES_LOOK,                BY_OPERATOR,    EXTRA_NONE,         0, 0}, /* nobody claims it */
    {STATE_OFFERED,     10, "ticket.dispatch",         BY_DISPATCHER,  EXTRA_ORGANISATION, 0, 0},
    {STATE_OFFERED,      3, "ticket.void",             BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_OFFERED,      3, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_DISPATCHED, 100, "ticket.sign",             BY_HANDLER,     EXTRA_NONE,         0, 0},
    {STATE_DISPATCHED,  14, "ticket.return",           BY_HANDLER,     EXTRA_NONE,         0, 0},
    {STATE_DISPATCHED,   6, "ticket.transfer",         BY_DISPATCHER,  EXTRA_ORGANISATION, 0, 0},
    {STATE_DISPATCHED,   5, "ticket.escalate",         BY_HEAD,        EXTRA_NONE,         0, 0},
    {STATE_DISPATCHED,   8, "ticket.call_in",          BY_DISPATCHER,  EXTRA_GROUP,        0, KNOW_HELP},
    {STATE_DISPATCHED,  10, "ticket.report_in",        BY_HELPER,      EXTRA_NONE,         KNOW_HELP, KNOW_REPORTED},
    {STATE_DISPATCHED,   8, "ticket.contribute",       BY_HELPER,      EXTRA_RESULT,       KNOW_HELP, 0},
    {STATE_DISPATCHED,   5, "ticket.release",          BY_DISPATCHER,  EXTRA_HELPER,       KNOW_HELP, 0},
    {STATE_DISPATCHED,   3, "ticket.merge",            BY_DISPATCHER,  EXTRA_INTO,         0, 0},
    {STATE_DISPATCHED,   4, "ticket.reclassify",       BY_DISPATCHER,  EXTRA_URGENCY,      0, 0},
    {STATE_DISPATCHED,   4, "ticket.talk",             BY_HANDLER,     EXTRA_NONE,         0, 0},
    {STATE_DISPATCHED,   6, "ticket.urge",             BY_RESIDENT,    EXTRA_NONE,         0, 0},
    {STATE_DISPATCHED,   5, "ticket.supervise",        BY_SUPERVISOR,  EXTRA_NONE,         0, KNOW_SUPERVISED},
    {STATE_DISPATCHED,   3, "ticket.void",             BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_DISPATCHED,   3, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_IN_PROGRESS, 70, "ticket.handle",           BY_HANDLER,     EXTRA_RESULT,       0, KNOW_HELP},
    {STATE_IN_PROGRESS,  4, "ticket.handle",           BY_HANDLER,     EXTRA_RESULT,       0, 0},
    {STATE_IN_PROGRESS, 20, "ticket.give",             BY_HEAD,        EXTRA_HANDLER,      0, 0},
    {STATE_IN_PROGRESS,  8, "ticket.return",           BY_HANDLER,     EXTRA_NONE,         0, 0},
    {STATE_IN_PROGRESS,  5, "ticket.transfer",         BY_DISPATCHER,  EXTRA_ORGANISATION, 0, 0},
    {STATE_IN_PROGRESS,  5, "ticket.escalate",         BY_HANDLER,     EXTRA_NONE,         0, 0},
    {STATE_IN_PROGRESS, 12, "ticket.ask_extension",    BY_HANDLER,     EXTRA_EXTENSION,    0, KNOW_ASKED},
    {STATE_IN_PROGRESS, 60, "ticket.grant_extension",  BY_DISPATCHER,  EXTRA_NONE,         KNOW_ASKED, 0},
    {STATE_IN_PROGRESS, 20, "ticket.refuse_extension", BY_SUPERVISOR,  EXTRA_NONE,         KNOW_ASKED, 0},
    {STATE_IN_PROGRESS, 12, "ticket.suspend",          BY_DISPATCHER,  EXTRA_UNTIL,        0, KNOW_SUSPENDED},
    {STATE_IN_PROGRESS,  1, "ticket.suspend",          BY_SUPERVISOR,  EXTRA_UNTIL,        0, 0},
    {STATE_IN_PROGRESS, 12, "ticket.call_in",          BY_HANDLER,     EXTRA_GROUP,        0, KNOW_HELP},
    {STATE_IN_PROGRESS, 40, "ticket.report_in",        BY_HELPER,      EXTRA_NONE,         KNOW_HELP, KNOW_REPORTED},
    {STATE_IN_PROGRESS, 50, "ticket.contribute",       BY_HELPER,      EXTRA_RESULT,       KNOW_HELP, 0},
    {STATE_IN_PROGRESS, 15, "ticket.release",          BY_DISPATCHER,  EXTRA_HELPER,       KNOW_HELP, 0},
    {STATE_IN_PROGRESS,  2, "ticket.merge",            BY_SUPERVISOR,  EXTRA_INTO,         0, 0},
    {STATE_IN_PROGRESS,  4, "ticket.reclassify",       BY_DISPATCHER,  EXTRA_URGENCY,      0, 0},
    {STATE_IN_PROGRESS,  4, "ticket.talk",             BY_HEAD,        EXTRA_NONE,         0, 0},
    {STATE_IN_PROGRESS,  5, "ticket.urge",             BY_RESIDENT,    EXTRA_NONE,         0, 0},
    {STATE_IN_PROGRESS,  5, "ticket.supervise",        BY_SUPERVISOR,  EXTRA_NONE,         0, KNOW_SUPERVISED},
    {STATE_IN_PROGRESS,  3, "ticket.void",             BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_IN_PROGRESS,  3, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_ASSIGNED,    60, "ticket.handle",           BY_HANDLER2,    EXTRA_RESULT,       0, 0},
    {STATE_ASSIGNED,     8, "ticket.take_back",        BY_HEAD,        EXTRA_NONE,         0, 0},
    {STATE_ASSIGNED,     8, "ticket.hand_back",        BY_HANDLER2,    EXTRA_NONE,         0, 0},
    {STATE_ASSIGNED,     4, "ticket.escalate",         BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_ASSIGNED,    10, "ticket.ask_extension",    BY_HANDLER2,    EXTRA_EXTENSION,    0, KNOW_ASKED},
    {STATE_ASSIGNED,    40, "ticket.grant_extension",  BY_SUPERVISOR,  EXTRA_NONE,         KNOW_ASKED, 0},
    {STATE_ASSIGNED,    15, "ticket.refuse_extension", BY_DISPATCHER,  EXTRA_NONE,         KNOW_ASKED, 0},
    {STATE_ASSIGNED,     6, "ticket.call_in",          BY_HEAD,        EXTRA_GROUP,        0, KNOW_HELP},
    {STATE_ASSIGNED,    20, "ticket.report_in",        BY_HELPER,      EXTRA_NONE,         KNOW_HELP, KNOW_REPORTED},
    {STATE_ASSIGNED,    20, "ticket.contribute",       BY_HELPER,      EXTRA_RESULT,       KNOW_HELP, 0},
    {STATE_ASSIGNED,     8, "ticket.release",          BY_SUPERVISOR,  EXTRA_HELPER,       KNOW_HELP, 0},
    {STATE_ASSIGNED,     3, "ticket.talk",             BY_HEAD,        EXTRA_NONE,         0, 0},
    {STATE_ASSIGNED,     4, "ticket.urge",             BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_ASSIGNED,     3, "ticket.supervise",        BY_SUPERVISOR,  EXTRA_NONE,         0, KNOW_SUPERVISED},
    {STATE_ASSIGNED,     2, "ticket.void",             BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_ASSIGNED,     2, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_SUBMITTED,   65, "ticket.confirm",          BY_HEAD,        EXTRA_NONE,         0, KNOW_HELP},
    {STATE_SUBMITTED,    4, "ticket.confirm",          BY_HEAD,        EXTRA_NONE,         0, 0},
    {STATE_SUBMITTED,   15, "ticket.send_back",        BY_HEAD,        EXTRA_NONE,         0, 0},
    {STATE_SUBMITTED,   15, "ticket.report_in",        BY_HELPER,      EXTRA_NONE,         KNOW_HELP, KNOW_REPORTED},
    {STATE_SUBMITTED,   40, "ticket.contribute",       BY_HELPER,      EXTRA_RESULT,       KNOW_HELP, 0},
    {STATE_SUBMITTED,   15, "ticket.release",          BY_DISPATCHER,  EXTRA_HELPER,       KNOW_HELP, 0},
    {STATE_SUBMITTED,    4, "ticket.urge",             BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_SUBMITTED,    2, "ticket.void",             BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_SUBMITTED,    2, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_SUSPENDED,   60, MOVES_LOOK,                BY_OPERATOR,    EXTRA_NONE,         0, 0}, /* resumes by itself */
    {STATE_SUSPENDED,   20, "ticket.resume",           BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_SUSPENDED,    5, "ticket.handle",           BY_HANDLER,     EXTRA_RESULT,       0, 0},
    {STATE_SUSPENDED,    4, "ticket.void",             BY_SUPERVISOR,  EXTRA_NONE,         0, 0},
    {STATE_SUSPENDED,    4, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_RETURNED,    35, "ticket.dispatch",         BY_DISPATCHER,  EXTRA_ORGANISATION, 0, 0},
    {STATE_RETURNED,    25, "ticket.refuse_return",    BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_RETURNED,    20, "ticket.decide",           BY_SUPERVISOR,  EXTRA_ORGANISATION, 0, 0},
    {STATE_RETURNED,     6, "ticket.reject",           BY_SUPERVISOR,  EXTRA_ANSWER,       0, 0},
    {STATE_RETURNED,     5, "ticket.urge",             BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_RETURNED,     8, "ticket.supervise",        BY_SUPERVISOR,  EXTRA_NONE,         0, KNOW_SUPERVISED},
    {STATE_RETURNED,     4, "ticket.withdraw",         BY_RESIDENT,    EXTRA_NONE,         0, 0},

    {STATE_HANDLED,     50, "ticket.verify",           BY_GRID,        EXTRA_NONE,         0, 0},
    {STATE_HANDLED,     22, "ticket.rework",           BY_OPERATOR,    EXTRA_NONE,         0, 0},
    {STATE_HANDLED,     14, "ticket.ask_check",        BY_OPERATOR,    EXTRA_WORKER,       0, 0},
    {STATE_HANDLED,     25, "ticket.rate_help",        BY_DISPATCHER,  EXTRA_HELP_STARS,   KNOW_HELPED, 0},

    {STATE_VERIFYING,   60, "ticket.answer_check",     BY_GRID,        EXTRA_SEEN,         0, 0},
    {STATE_VERIFYING,   20, "ticket.drop_check",       BY_OPERATOR,    EXTRA_NONE,         0, 0},
    {STATE_VERIFYING,   10, MOVES_LOOK,                BY_OPERATOR,    EXTRA_NONE,         0, 0},

    {STATE_VERIFIED,    80, "ticket.close",            BY_OPERATOR,    EXTRA_ANSWER,       0, 0},
    {STATE_VERIFIED,    12, "ticket.rework",           BY_DISPATCHER,  EXTRA_NONE,         0, 0},
    {STATE_VERIFIED,    15, "ticket.rate_help",        BY_SUPERVISOR,  EXTRA_HELP_STARS,   KNOW_HELPED, 0},

    {STATE_CLOSED,      35, "ticket.follow_up",        BY_OPERATOR,    EXTRA_REACHED,      0, 0},
    {STATE_CLOSED,      12, "ticket.rate",             BY_RESIDENT,    EXTRA_STARS,        0, KNOW_RATED},
    {STATE_CLOSED,      10, "ticket.reopen",           BY_RESIDENT,    EXTRA_NONE,         0, 0},
    {STATE_CLOSED,      15, "ticket.appeal",           BY_HANDLER,     EXTRA_NONE,         0, KNOW_APPEALED | KNOW_JUDGED},
    {STATE_CLOSED,      70, "ticket.agree_appeal",     BY_SUPERVISOR,  EXTRA_NONE,         KNOW_APPEALED, KNOW_AGREED},
    {STATE_CLOSED,      70, "ticket.grant_appeal",     BY_SUPERVISOR2, EXTRA_NONE,         KNOW_AGREED, 0},
    {STATE_CLOSED,      15, "ticket.refuse_appeal",    BY_SUPERVISOR2, EXTRA_NONE,         KNOW_APPEALED, 0},
    {STATE_CLOSED,       8, "ticket.rate_help",        BY_DISPATCHER,  EXTRA_HELP_STARS,   KNOW_HELPED, 0},
    {STATE_CLOSED,      15, NULL,                      BY_OPERATOR,    EXTRA_NONE,         0, KNOW_APPEALED},

    {STATE_FOLLOWED_UP, 10, "ticket.follow_up",        BY_OPERATOR,    EXTRA_REACHED,      0, 0},
    {STATE_FOLLOWED_UP,  8, "ticket.rate",             BY_RESIDENT,    EXTRA_STARS,        0, KNOW_RATED},
    {STATE_FOLLOWED_UP,  8, "ticket.reopen",           BY_OPERATOR,    EXTRA_NONE,         0, 0},
    {STATE_FOLLOWED_UP, 10, "ticket.appeal",           BY_HEAD,        EXTRA_NONE,         0, KNOW_APPEALED | KNOW_JUDGED},
    {STATE_FOLLOWED_UP, 60, "ticket.agree_appeal",     BY_SUPERVISOR,  EXTRA_NONE,         KNOW_APPEALED, KNOW_AGREED},
    {STATE_FOLLOWED_UP, 60, "ticket.grant_appeal",     BY_SUPERVISOR2, EXTRA_NONE,         KNOW_AGREED, 0},
    {STATE_FOLLOWED_UP, 15, "ticket.refuse_appeal",    BY_SUPERVISOR2, EXTRA_NONE,         KNOW_APPEALED, 0},
    {STATE_FOLLOWED_UP, 40, NULL,                      BY_OPERATOR,    EXTRA_NONE,         0, KNOW_APPEALED},
};
/* clang-format on */

const size_t move_count = sizeof moves / sizeof *moves;

bool moves_end(const char *message)
{
    static const char *const ends[] = {"ticket.void",   "ticket.withdraw", "ticket.drop_check",
                                       "ticket.verify", "ticket.close",    "ticket.follow_up"};
    for (size_t i = 0; message && i < sizeof ends / sizeof *ends; i++)
        if (strcmp(ends[i], message) == 0)
            return true;
    return false;
}

static const struct {
    const char *message;
    unsigned learnt, forgotten;
} lessons[] = {
    {"ticket.ask_extension", KNOW_ASKED, 0},
    {"ticket.grant_extension", 0, KNOW_ASKED},
    {"ticket.refuse_extension", 0, KNOW_ASKED},
    {"ticket.handle", 0, KNOW_ASKED},
    {"ticket.confirm", 0, KNOW_ASKED},
    {"ticket.return", 0, KNOW_ASKED | KNOW_HELP | KNOW_REPORTED},
    {"ticket.transfer", 0, KNOW_ASKED},
    {"ticket.escalate", 0, KNOW_ASKED},
    {"ticket.suspend", KNOW_SUSPENDED, KNOW_ASKED},
    {"ticket.call_in", KNOW_HELP, KNOW_REPORTED},
    {"ticket.report_in", KNOW_REPORTED, 0},
    {"ticket.contribute", KNOW_HELPED, KNOW_HELP | KNOW_REPORTED},
    {"ticket.release", 0, KNOW_HELP | KNOW_REPORTED},
    {"ticket.rate_help", 0, KNOW_HELPED},
    {"ticket.supervise", KNOW_SUPERVISED, 0},
    {"ticket.answer_check", KNOW_CHECKED, 0},
    {"ticket.drop_check", KNOW_CHECKED, 0},
    {"ticket.appeal", KNOW_APPEALED, 0},
    {"ticket.agree_appeal", KNOW_AGREED, 0},
    {"ticket.grant_appeal", KNOW_JUDGED, KNOW_APPEALED | KNOW_AGREED},
    {"ticket.refuse_appeal", KNOW_JUDGED, KNOW_APPEALED | KNOW_AGREED},
    {"ticket.rate", KNOW_RATED, 0},
    {"ticket.reopen", 0, KNOW_ALL},
};

unsigned moves_know(unsigned known, const char *message)
{
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
        if (strcmp(lessons[i].message, message) == 0)
            return (known | lessons[i].learnt) & ~lessons[i].forgotten;
    return known;
}
