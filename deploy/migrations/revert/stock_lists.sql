-- Revert steward:stock_lists from pg
begin;
drop function steward.stock_candidates(integer, date, bigint);
commit;
