-- Deploy steward:log_partitions to pg
-- requires: log_archive
-- The log's next partition is made beside it and attached: that waits for nobody who reads or writes the log, and nobody
-- waits for it. CREATE TABLE … PARTITION OF locks the whole of the city's log; under a load that always holds it, the
-- partition was not there when the last one was full.

begin;
set local search_path = steward;

-- Makes one partition, unless it is there. Only who detaches or attaches another one (for some milliseconds), or vacuums,
-- can hold the lock that this takes: one that is not needed yet can wait, relay asks again.
create or replace function event_partition_make(of_city integer, number bigint, span bigint, needed boolean) returns void
language plpgsql set search_path = steward set lock_timeout = '200ms' as $$
begin
    if event_part_state(of_city, number * span) is null then
        call event_part_make(of_city, number * span);
        call event_part_attach(of_city, number * span);
    end if;
exception when lock_not_available then
    if needed then
        raise;
    end if;
end $$;

-- Needed is the one that the next event goes to.
create or replace function event_partition_ensure(of_city integer) returns void
language plpgsql security definer set search_path = steward as $$
declare
    span bigint := (select event_span from city where city_id = of_city);
    head bigint := coalesce((select max(pos) from event where city_id = of_city), 0);
    number bigint;
begin
    perform pg_advisory_xact_lock(hashtext('steward.event_partition'), of_city);
    if to_regclass(format('event_%s', of_city)) is null then
        execute format('create table event_%s partition of event for values in (%s) partition by range (pos)', of_city, of_city);
    end if;
    for number in head / span .. (head + span / 2) / span loop
        perform event_partition_make(of_city, number, span, number <= (head + 1) / span);
    end loop;
end $$;

commit;
