-- Revert steward:log_partitions from pg
begin;
set local search_path = steward;
create or replace function event_partition_make(of_city integer, number bigint, span bigint, needed boolean) returns void
language plpgsql set search_path = steward set lock_timeout = '200ms' as $$
begin
    execute format('create table if not exists event_%s_%s partition of event_%s for values from (%s) to (%s)',
                   of_city, number, of_city, number * span, (number + 1) * span);
exception when lock_not_available then
    if needed then
        raise;
    end if;
end $$;

create or replace function event_partition_ensure(of_city integer) returns void
language plpgsql security definer set search_path = steward as $$
declare
    span bigint := (select event_span from city where city_id = of_city);
    head bigint := coalesce((select max(pos) from event where city_id = of_city), 0);
    number bigint;
begin
    perform pg_advisory_xact_lock(hashtext('steward.event_partition'), of_city);
    execute format('create table if not exists event_%s partition of event for values in (%s) partition by range (pos)',
                   of_city, of_city);
    for number in head / span .. (head + span / 2) / span loop
        perform event_partition_make(of_city, number, span, number = head / span);
    end loop;
end $$;
commit;
