-- Verify steward:contact on pg
begin;
set local search_path = steward;
select city_id, ticket_id, anonymous, key_id, sealed, phone_index from contact where false;
select key_id, public_id, sealed, made_at from contact_key where false;
select city_id, key, request_hash, ticket_id, revealed_at from contact_reveal where false;
select 1 / (not has_table_privilege('steward_report', 'contact', 'select'))::integer;
rollback;
