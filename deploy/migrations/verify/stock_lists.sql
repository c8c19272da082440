-- Verify steward:stock_lists on pg
select 'steward.stock_candidates(integer, date, bigint)'::regprocedure;
