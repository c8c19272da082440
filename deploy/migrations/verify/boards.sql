-- Verify steward:boards on pg
begin;
set local search_path = steward;
select city_id, ticket_id, clock_id, handler_id, due_at, rung from clock_running where false;
select at, hour, today, week, clock_step_name(true, 0, true) from board_instants(0) where false;
select opened_at, opened_by from delivery where false;
select 1 / has_table_privilege('steward_deadline', 'calendar_alarm', 'insert')::int;
rollback;
