-- Deploy steward:heat_days to pg
-- requires: heat
-- Heat maps of past days are read from one value a day: what does not change of its tickets, packed. A row a ticket took
-- 86 ms for a month of 210,000 tickets (docs/hotspots.md).

begin;
set local search_path = steward;

create table heat_day (
    city_id    integer not null,
    day        date not null,
    changed_at timestamptz not null,
    packed     bytea,
    primary key (city_id, day)
);
alter table heat_day alter packed set storage external; -- it is read far more often than written, and numbers do not shrink
comment on table heat_day is 'Each day of heat_line; sealed ones have its tickets packed';
comment on column heat_day.changed_at is 'When a ticket came to it last, or got another area, category or urgency, by what is known';
comment on column heat_day.packed is 'heat_pack; null: read heat_line, which has the same';
create index heat_day_loose on heat_day (city_id, day) where packed is null;

-- All tickets of a day by their squares: of each square its number (8 bytes), how many tickets (4), and of each ticket area (4),
-- category (4), and channel * 8 + urgency (4); most significant byte first. As services/report/heat_count.c reads it.
create function heat_pack(of_city integer, of_day date) returns bytea language sql stable as $$
    select coalesce(string_agg(square.packed, '' order by square.cell), '')
    from (
        select cell, int8send(cell) || int4send(count(*)::integer)
                     || string_agg(int4send(area_id) || int4send(category_id) || int4send(channel_id * 8 + urgency), ''
                                   order by area_id, category_id, channel_id, urgency) as packed
        from heat_line
        where city_id = of_city and day = of_day
        group by cell
    ) as square
$$;

-- Takes in the tickets of a stretch of the log that ticket_line_take has just taken in, and packs one day that is over and has
-- rested for ten minutes. Rows are found by key, whatever was planned while the tables were small. True, so that it can stand
-- in a condition.
create or replace function heat_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    lines heat_line[] := array(
        select line
        from heat_line_now(of_city, array(select distinct ticket_id from event
                                          where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0)) as line);
    changed date[] := array(
        select distinct n.day
        from unnest(lines) as n
        left join heat_line l on l.city_id = of_city and l.ticket_id = n.ticket_id
        where (l.area_id, l.category_id, l.urgency) is distinct from (n.area_id, n.category_id, n.urgency));
    rested date;
begin
    -- one that ends, or is opened again, moves to the other part of the table
    update heat_line l
    set (area_id, category_id, urgency, ended, due_at) = (n.area_id, n.category_id, n.urgency, n.ended, n.due_at)
    from unnest(lines) as n
    where l.city_id = of_city and l.ticket_id = n.ticket_id
      and (l.area_id, l.category_id, l.urgency, l.ended, l.due_at) is distinct from
          (n.area_id, n.category_id, n.urgency, n.ended, n.due_at);
    insert into heat_line
    select * from unnest(lines) as n
    where not exists (select from heat_line l where l.city_id = of_city and l.ticket_id = n.ticket_id);
    update heat_day set packed = null, changed_at = now()
    where city_id = of_city and day = any (changed) and packed is not null;
    insert into heat_day (city_id, day, changed_at)
    select of_city, n, now() from unnest(changed) as n
    where not exists (select from heat_day d where d.city_id = of_city and d.day = n);
    select d.day into rested
    from heat_day d join city using (city_id)
    where d.city_id = of_city and d.packed is null and d.changed_at < now() - interval '10 minutes'
      and d.day < (now() at time zone city.timezone)::date - 1
    order by d.day
    limit 1;
    if found then
        update heat_day set packed = heat_pack(of_city, rested) where city_id = of_city and day = rested;
    end if;
    return true;
end $$;

insert into heat_day (city_id, day, changed_at) select distinct city_id, day, '-infinity'::timestamptz from heat_line;

-- A square opens by its own index; days are read row by row no more.
create index heat_line_open_cell on heat_line_open (city_id, cell, day);
create index heat_line_ended_cell on heat_line_ended (city_id, cell, day);
drop index heat_line_ended_day;
create index heat_line_ended_day on heat_line_ended (city_id, day);

grant select on heat_day to steward_report;
grant select, insert, update on heat_day to steward_tally;

commit;
