-- Revert steward:audit from pg
begin;
set local search_path = steward;
drop index event_time;
drop view figure_event;
commit;
