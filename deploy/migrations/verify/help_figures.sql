-- Verify steward:help_figures on pg
begin;
set local search_path = steward;
select helpers, help_due from figure_event where false;
select 1 / count(*) from measure where name = 'help_released';
rollback;
