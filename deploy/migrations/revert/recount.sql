-- Revert steward:recount from pg
begin;
drop table steward.recount;
commit;
