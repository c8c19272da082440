-- Verify steward:heat on pg
begin;
set local search_path = steward;
select city_id, day, cell, ticket_id, pos, area_id, category_id, channel_id, urgency, ended, due_at from heat_line where false;
select 1 / (heat_cell(32.68, 119.01) = (49072::bigint << 18) + 72000 + 40106)::integer;
select has_table_privilege('steward_tally', 'heat_line', 'update')::text::boolean;
