-- Revert steward:spine from pg
-- Roles belong to the server, not to the database, and stay.
begin;
drop schema steward cascade;
commit;
