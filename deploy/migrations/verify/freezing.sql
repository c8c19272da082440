-- Verify steward:freezing on pg
begin;
set local search_path = steward;
select key, request_hash from frozen where false;
rollback;
