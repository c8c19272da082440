-- Verify steward:notify_standing on pg
begin;
select 1 / has_table_privilege('steward_notify', 'steward.standing', 'select')::int;
rollback;
