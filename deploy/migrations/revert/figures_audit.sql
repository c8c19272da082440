-- Revert steward:figures_audit from pg
begin;
set local search_path = steward;
drop table counted_area;
commit;
