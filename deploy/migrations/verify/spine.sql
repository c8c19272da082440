-- Verify steward:spine on pg
begin;
set local search_path = steward;
select city_id, code, name, timezone, pack_version from city where false;
select city_id, ticket_id, key, state, version from ticket where false;
select city_id, ticket_id, key from complaint where false;
select city_id, ticket_id, version from progress where false;
select city_id, ticket_id, task_id from task where false;
select city_id, ticket_id, clock_id, next_at from clock where false;
select city_id, pos, kind, data from event where false;
select 1 / count(*) from lifecycle_move;
select has_table_privilege('steward_intake', 'event', 'insert')::text::boolean;
rollback;
