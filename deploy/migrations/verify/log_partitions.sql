-- Verify steward:log_partitions on pg
begin;
set local search_path = steward;
select 1 / count(*) from pg_proc where oid = 'event_partition_make(integer, bigint, bigint, boolean)'::regprocedure
    and prosrc like '%event_part_attach%';
rollback;
