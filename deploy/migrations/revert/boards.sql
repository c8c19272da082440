-- Revert steward:boards from pg
-- The names of the events stay, for the log may have them.
begin;
set local search_path = steward;
drop table calendar_alarm;
revoke select on delivery from steward_viewer;
alter table delivery drop constraint delivery_opened, drop column opened_at, drop column opened_by;
drop function board_instants(integer), clock_step_name(boolean, integer, boolean);
drop view clock_running;
drop index clock_due;
commit;
