-- Revert steward:packed_sums from pg
-- The sums before it were of other columns: deploying figures again makes their tables.
begin;
set local search_path = steward;
drop function rollup_cells(bytea);
drop table figure_column, frozen_area;
alter table frozen drop column verified_at, drop column differences;
truncate rollup, rollup_frozen;
delete from cursor where consumer = 'tally';
commit;
