-- Verify steward:standing_keys on pg
begin;
set local search_path = steward;
select key, request_hash from standing_report where false;
rollback;
