-- Revert steward:orders from pg
begin;
set local search_path = steward;
alter table command drop column reply;
drop table receipt, instruction;
drop function order_given, order_area_has;
drop sequence order_number;
delete from lifecycle_fact where fact between 112 and 117;
commit;
