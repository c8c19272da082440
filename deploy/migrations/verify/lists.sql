-- Verify steward:lists on pg
begin;
set local search_path = steward, public;
select city_id, ticket_id, ended, state, urgency, organisation_id, handler_id, area_id, category_id, channel_id, received_at,
       updated_at, due_at, seen
from ticket_line where false;
select city_id, ticket_id, said from ticket_text where false;
select 1 / (text_grams(text_plain('三号 楼'), 1) @> array['3', '3号', '号', '楼'])::integer;
select 1 / (ticket_line_conditions(1, '{"state": 3}') = 'l.city_id = 1 and l.state = 3')::integer;
select has_table_privilege('steward_report', 'ticket_line', 'delete')::text::boolean;
rollback;
