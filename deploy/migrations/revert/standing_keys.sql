-- Revert steward:standing_keys from pg
begin;
set local search_path = steward;
alter table standing_report drop column key, drop column request_hash;
commit;
