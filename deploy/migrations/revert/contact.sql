-- Revert steward:contact from pg
-- Roles belong to the server, not to the database: the role stays, its rights here go.
begin;
set local search_path = steward;
drop table contact_reveal, contact, contact_key;
revoke all on all tables in schema steward from steward_contact;
revoke all on schema steward from steward_contact;
commit;
