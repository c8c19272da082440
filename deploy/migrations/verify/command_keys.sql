-- Verify steward:command_keys on pg
begin;
set local search_path = steward;
select action, at from command where false;
select next_block, done_at from command_pass where false;
select 'command_forget(integer, interval, integer[], integer[], bigint[])'::regprocedure;
rollback;
