-- Revert steward:hotspots from pg
begin;
set local search_path = steward;
drop function same_reporter(integer, bigint), repeat_reporters(integer, date, date, bigint),
    period_parts(date, date);
drop index counted_received;
commit;
