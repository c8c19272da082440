-- Revert steward:figures_nights from pg
begin;
set local search_path = steward;
drop table figures_audit;
revoke insert on event from steward_tally;
commit;
