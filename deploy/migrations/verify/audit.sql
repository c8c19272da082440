-- Verify steward:audit on pg
begin;
set local search_path = steward;
select day, due_day from figure_event where false;
rollback;
