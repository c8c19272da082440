-- Verify steward:notify on pg
begin;
set local search_path = steward;
select city_id, delivery_id, effect_key, channel, recipient, state, batch, next_at from delivery where false;
select 1 / has_table_privilege('steward_notify', 'delivery', 'insert')::int;
rollback;
