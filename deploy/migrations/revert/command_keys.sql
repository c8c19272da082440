-- Revert steward:command_keys from pg
begin;
set local search_path = steward;
drop function command_forget(integer, interval, integer[], integer[], bigint[]);
drop table command_pass;
alter table command drop column action, drop column at;
commit;
