-- Deploy steward:hotspots to pg
-- requires: figures lists
-- What stands out (docs/hotspots.md): how a period is read from the rollup, and who reports again and again without
-- anybody seeing who that is.

begin;
set local search_path = steward;

-- The rows of the rollup that are a period: its whole months, and the days before and after them.
create function period_parts(first_day date, last_day date)
returns table (part_grain smallint, part_first date, part_last date)
language sql immutable parallel safe rows 3 as $$
    with whole as (
        select (date_trunc('month', first_day::timestamp + interval '1 month - 1 day'))::date as first,
               (date_trunc('month', last_day::timestamp + interval '1 day'))::date as after_last
    )
    select 2::smallint, first, after_last - 1 from whole where first < after_last
    union all
    select 1::smallint, first_day, least(first - 1, last_day) from whole where first_day < first
    union all
    select 1::smallint, after_last, last_day from whole where after_last <= last_day and after_last >= first
$$;

-- Tickets as they came, by day: what is asked of them by anything that is not among the dimensions.
create index counted_received on counted (city_id, day, ticket_id) where measures & 1 <> 0;
comment on index counted_received is 'measures & 1: received. None of its columns ever changes, so that no update touches it';

-- How often who has reported in a period: by telephone number, whose blind index (docs/privacy.md) stays in here. Who
-- it was is told by the first of their tickets only.
create function repeat_reporters(of_city integer, first_day date, last_day date, tickets_least bigint)
returns table (ticket_id bigint, tickets bigint)
language sql stable security definer set search_path = steward as $$
    select min(c.ticket_id), count(*)
    from counted c
    join contact k on k.city_id = c.city_id and k.ticket_id = c.ticket_id
    where c.city_id = of_city and c.day between first_day and last_day and c.measures & 1 <> 0
      and c.until_pos is null and k.phone_index is not null
    group by k.phone_index
    having count(*) >= tickets_least
$$;
-- The tickets of whoever has reported this one.
create function same_reporter(of_city integer, of_ticket bigint) returns setof bigint
language sql stable security definer set search_path = steward rows 10 as $$
    select k.ticket_id
    from contact one
    join contact k on k.city_id = one.city_id and k.phone_index = one.phone_index
    where one.city_id = of_city and one.ticket_id = of_ticket
$$;
revoke all on function repeat_reporters(integer, date, date, bigint), same_reporter(integer, bigint) from public;
grant execute on function repeat_reporters(integer, date, date, bigint), same_reporter(integer, bigint) to steward_report;

commit;
