-- Verify steward:duplicates on pg
begin;
set local search_path = steward, public;
select city_id, ticket_id, received_at, area_id, category_id, cell, latitude, longitude, title, address
from similar_ticket where false;
-- where lc_ctype is C, pg_trgm sees no Chinese
select 1 / (similarity(text_words('３号楼电梯'), text_words('三号楼的电梯')) > 0.5)::integer;
select 1 / (place_cell(32.68, 119.02) = 32680119020)::integer;
select 1 / (place_distance(32.68, 119.02, 32.681, 119.02) between 111 and 112)::integer;
select has_table_privilege('steward_report', 'similar_ticket', 'insert')::text::boolean;
rollback;
