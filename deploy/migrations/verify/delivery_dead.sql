-- Verify steward:delivery_dead on pg
begin;
select 'steward.delivery_dead'::regclass;
rollback;
