/* report: answers every query. It writes nothing. */
#include "services/report/report.h"

#include <stdlib.h>

#include "common/base/memory.h"
#include "services/report/order.h"

void *report_open(struct worker *worker)
{
    (void)worker;
    return memory_new(1, sizeof(struct report));
}

void report_close(void *state)
{
    struct report *report = state;
    for (size_t i = 0; i < QUERIES_AT_ONCE; i++)
        viewer_clear(&report->viewers[i]);
    question_clear(&report->question);
    answering_clear(&report->answering);
    ask_clear(&report->ask);
    free(report);
}

int main(int argc, char **argv)
{
    static const struct handler handlers[] = {
        {MESSAGE_ticket_list, list_check, &list_batch},
        {MESSAGE_ticket_show, show_check, &query_batch},
        {MESSAGE_question, question_check, &question_batch},
        {MESSAGE_question_tickets, question_check, &question_tickets_batch},
        {MESSAGE_ticket_export, export_check, &export_batch},
        {MESSAGE_hotspots, hotspots_check, &hotspot_batch},
        {MESSAGE_hotspot_tickets, hotspot_tickets_check, &hotspot_batch},
        {MESSAGE_standing_list, standing_list_check, &standing_batch},
        {MESSAGE_standing_show, standing_show_check, &standing_batch},
        {MESSAGE_public, public_check, &public_batch},
        {MESSAGE_frozen, frozen_check, &query_batch},
        {MESSAGE_board, board_check, &query_batch},
        {MESSAGE_board_due, due_check, &board_batch},
        {MESSAGE_board_overdue, overdue_check, &board_batch},
        {MESSAGE_log_read, log_read_check, &query_batch},
        {MESSAGE_ticket_duplicates, duplicates_check, &duplicates_batch},
        {MESSAGE_clock_explain, explain_check, &explain_batch},
        {MESSAGE_order_list, order_list_check, &order_query_batch},
        {MESSAGE_order_show, order_show_check, &order_query_batch},
    };
    static const struct service report = {
        .name = "report",
        .role = "steward_report",
        .handlers = handlers,
        .handler_count = sizeof handlers / sizeof *handlers,
        .open = report_open,
        .close = report_close,
    };
    return service_run(&report, argc, argv);
}
