-- Revert steward:freezing from pg
begin;
set local search_path = steward;
alter table frozen drop column key, drop column request_hash;
commit;
