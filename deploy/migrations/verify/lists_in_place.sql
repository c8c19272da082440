-- Verify steward:lists_in_place on pg
begin;
select 1 / (proconfig is not null)::integer from pg_proc where oid = 'steward.ticket_line_take(integer, bigint, bigint)'::regprocedure;
rollback;
