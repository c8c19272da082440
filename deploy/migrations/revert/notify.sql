-- Revert steward:notify from pg
-- The role belongs to the server and stays; so do the names of the events.
begin;
drop table steward.delivery;
revoke all on all tables in schema steward from steward_notify;
revoke usage on schema steward from steward_notify;
commit;
