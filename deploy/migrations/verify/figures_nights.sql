-- Verify steward:figures_nights on pg
begin;
set local search_path = steward;
select night, differences from figures_audit where false;
select 1 / count(*) from lifecycle_fact where event = 'figures.differ';
rollback;
