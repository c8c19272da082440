-- Verify steward:lists_moved on pg
begin;
set local search_path = steward;
select ticket_id from ticket_line_now(0, '{}');
rollback;
