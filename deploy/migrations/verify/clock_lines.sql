-- Verify steward:clock_lines on pg
begin;
select city_id, ticket_id, clock_id, task_id, kind, organisation_id, handler_id, due_at, next_at, rung, warned, seen
from steward.clock_line where false;
select has_table_privilege('steward_viewer', 'steward.clock_line', 'select')::text::boolean;
rollback;
