-- Verify steward:packed_sums on pg
begin;
set local search_path = steward;
select cuboid, grain, level, day, a, cells from rollup where false;
select verified_at, differences from frozen where false;
select freeze_id, area_id, parent_id, kind from frozen_area where false;
select freeze_id, cuboid, level, a, cells from rollup_frozen where false;
select 1 / (b = 4 and name = 'received' and value = 3)::int from rollup_cells('\x0105020106');
rollback;
