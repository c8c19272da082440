-- Verify steward:pack_current on pg
begin;
set local search_path = steward;
select pack_require('{}', '{}');
rollback;
