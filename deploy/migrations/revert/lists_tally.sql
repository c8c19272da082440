-- Revert steward:lists_tally from pg
begin;
set local search_path = steward, public;
revoke select on complaint, ticket, progress, standing, task, clock, clock_running, ticket_line, clock_line, ticket_text,
    similar_ticket from steward_tally;
revoke insert, update, delete on ticket_line, clock_line from steward_tally;
revoke insert on ticket_text, similar_ticket from steward_tally;
grant insert, delete on ticket_line, clock_line to steward_report;
grant insert on ticket_text, similar_ticket to steward_report;
grant insert, update on cursor to steward_report;
comment on table ticket_line is 'What lists are found by: a row a ticket, kept by report from the log, later than the ticket by what it is behind';
comment on table clock_line is 'The rows of clock_running, kept by report from the log, later than the clock by what it is behind';
comment on table ticket_text is 'What tickets are searched by: text_plain of title, description and address, a line each; kept by report from the log';
comment on table similar_ticket is 'What near-duplicates are found by: a row a ticket, kept by report from the log, later than the ticket by what it is behind';
commit;
