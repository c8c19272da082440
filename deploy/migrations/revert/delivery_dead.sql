-- Revert steward:delivery_dead from pg
begin;
drop index steward.delivery_dead;
commit;
