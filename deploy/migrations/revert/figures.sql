-- Revert steward:figures from pg
-- The rollup before it was of other columns: what was on it is counted anew by deploying again.
begin;
set local search_path = steward;
drop table rollup_frozen, frozen, rollup, counted, measure;
drop function handling_bucket(integer);
drop owned by steward_tally;
commit;
