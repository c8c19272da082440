-- Deploy steward:lists_tally to pg
-- requires: lists_covering stock_lists
-- What lists, boards, search and near-duplicates are found by is kept by tally, beside the figures; report only reads, so
-- that it can move to a replica.

begin;
set local search_path = steward, public;

grant select on complaint, ticket, progress, standing, task, clock, clock_running to steward_tally;
grant select, insert, update, delete on ticket_line, clock_line to steward_tally;
grant select, insert on ticket_text, similar_ticket to steward_tally;
revoke insert, delete on ticket_line, clock_line from steward_report;
revoke insert on ticket_text, similar_ticket from steward_report;
revoke insert, update on cursor from steward_report;

comment on table ticket_line is 'What lists are found by: a row a ticket, kept by tally from the log, later than the ticket by what it is behind';
comment on table clock_line is 'The rows of clock_running, kept by tally from the log, later than the clock by what it is behind';
comment on table ticket_text is 'What tickets are searched by: text_plain of title, description and address, a line each; kept by tally from the log';
comment on table similar_ticket is 'What near-duplicates are found by: a row a ticket, kept by tally from the log, later than the ticket by what it is behind';

commit;
