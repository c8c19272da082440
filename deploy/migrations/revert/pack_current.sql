-- Revert steward:pack_current from pg
begin;
drop function steward.pack_require(integer[], integer[]);
commit;
