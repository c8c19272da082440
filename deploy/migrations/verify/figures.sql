-- Verify steward:figures on pg
begin;
set local search_path = steward;
select ticket_id, since_pos, until_pos, measures from counted where false;
select cuboid, grain, level, day, a from rollup where false;
select name, pos from frozen where false;
select freeze_id, a from rollup_frozen where false;
select 1 / (handling_bucket(60) = 1)::int;
rollback;
