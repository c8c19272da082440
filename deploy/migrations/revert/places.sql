-- Revert steward:places from pg
begin;
drop table steward.area_shape;
alter table steward.area drop column qr;
commit;
