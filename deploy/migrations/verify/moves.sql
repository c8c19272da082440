-- Verify steward:moves on pg
begin;
set local search_path = steward;
select city_id, ticket_id, category_id, area_id, merged_into from standing where false;
select city_id, ticket_id, tasks, clocks, marks from progress where false;
select city_id, ticket_id, task_id, role, extensions from task where false;
select city_id, ticket_id, clock_id, steps, overdue_step from clock where false;
select city_id, ticket_id, clock_id, entry, change from clock_entry where false;
select 1 / count(*) from lifecycle_fact;
rollback;
