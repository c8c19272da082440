/* report: every read. */
#ifndef SERVICES_REPORT_REPORT_H
#define SERVICES_REPORT_REPORT_H

#include "common/question/answering.h"
#include "common/service/service.h"
#include "services/report/viewer.h"

enum { QUERIES_AT_ONCE = 12 }; /* two statements each, at most */

/* What a worker of report keeps. */
struct report {
    struct viewer viewers[QUERIES_AT_ONCE]; /* of the queries under way */
    struct question question;               /* the one under way, and its answer */
    struct answering answering;
    struct ask ask;
};

void *report_open(struct worker *worker);
void report_close(void *state);

/* Lists of tickets. */
bool list_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind list_batch;

/* Queries: one statement each, which makes the whole answer. */
bool show_check(struct worker *worker, struct request *request, struct fault *fault);
bool board_check(struct worker *worker, struct request *request, struct fault *fault);
bool frozen_check(struct worker *worker, struct request *request, struct fault *fault);
bool log_read_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind query_batch;

/* Sends, where `viewer` is another than `before` it in this transaction, for whom the next statement reads. */
void query_viewer_send(struct work *work, const struct viewer *viewer, const struct viewer *before);

/* Says for whom the i-th query of the work is answered: a person of its city (an index), or -1: the installation. */
const struct viewer *query_viewer(struct work *work, size_t i, int person);

/* The answer of a statement that makes one row of JSON; without a row the second field of the message, a ticket, is
 * unknown. */
void query_answer(struct request *request, const struct store *store, int statement);

/* Tickets for tables that are given away. */
bool export_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind export_batch;

/* What stands out. */
bool hotspots_check(struct worker *worker, struct request *request, struct fault *fault);
bool hotspot_tickets_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind hotspot_batch;

/* Standing reports that were made. */
bool standing_list_check(struct worker *worker, struct request *request, struct fault *fault);
bool standing_show_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind standing_batch;

/* What the public is shown. */
bool public_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind public_batch;

/* Figures, and what is behind them: one question a transaction. */
bool question_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind question_batch;
extern const struct work_kind question_tickets_batch;

/* Reads the question of a request (or the list behind one), limited to what is for the one who asks. */
bool question_take(struct work *work, struct request *request, struct fault *fault);

/* Answers with JSON, which it takes over. */
void question_answer(struct request *request, json_t *reply);

/* What falls due, and what is overdue. */
bool due_check(struct worker *worker, struct request *request, struct fault *fault);
bool overdue_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind board_batch;

/* How due times came about. */
bool explain_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind explain_batch;

/* Near-duplicates. */
bool duplicates_check(struct worker *worker, struct request *request, struct fault *fault);
extern const struct work_kind duplicates_batch;

#endif
