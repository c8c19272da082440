-- Verify steward:figures_audit on pg
begin;
set local search_path = steward;
select area_id, parent_id, kind from counted_area where false;
rollback;
