-- Revert steward:duty from pg
begin;
drop table steward.duty;
commit;
