-- Verify steward:heat_days on pg
begin;
set local search_path = steward;
select city_id, day, changed_at, packed from heat_day where false;
select 1 / (heat_pack(-1, '2026-01-01') = '')::integer;
select has_table_privilege('steward_tally', 'heat_day', 'update')::text::boolean;
