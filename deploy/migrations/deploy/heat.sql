-- Deploy steward:heat to pg
-- requires: lists_in_place
-- Heat maps (docs/hotspots.md): a narrow row a ticket with the square of the map that it came from, kept from the log in the
-- same transaction as the lines of lists. Ended tickets are many and rest: they are counted by an index alone. Open ones
-- are few and change.

begin;
set local search_path = steward;

-- Squares of the map, the same everywhere and for ever: rows of 1/400 degree of latitude (278 m); in each whole degree of
-- latitude so many columns a degree of longitude that a square is as wide as it is high in the middle of it. The number
-- has the row, counted from the South Pole, in its bits from 18 on, and the column, from 180 degrees west, below: as in
-- common/figures/heat.h.
create function heat_cell(latitude double precision, longitude double precision) returns bigint
language sql immutable parallel safe as $$
    select ((floor(latitude * 400)::bigint + 36000) << 18) + 72000
           + floor(longitude * greatest(1, round(400 * cos(radians(floor(latitude) + 0.5)))))::bigint
$$;

create table heat_line (
    city_id     integer not null,
    day         date not null,
    cell        bigint not null,
    ticket_id   bigint not null,
    pos         bigint not null,
    area_id     integer not null,
    category_id integer not null,
    channel_id  integer not null,
    urgency     smallint not null,
    ended       boolean not null,
    due_at      timestamptz,
    primary key (city_id, ticket_id, ended)
) partition by list (ended);
comment on table heat_line is 'What heat maps count: a row a ticket, kept by tally from the log together with ticket_line';
comment on column heat_line.day is 'When it was received, by the city''s time zone';
comment on column heat_line.cell is 'heat_cell of its place; -1: it has none';
comment on column heat_line.pos is 'The event of the log that received it; 0: it is not known any more';
create table heat_line_open partition of heat_line for values in (false)
    with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create table heat_line_ended partition of heat_line for values in (true)
    with (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02);
create index heat_line_open_day on heat_line_open (city_id, day);
create index heat_line_ended_day on heat_line_ended (city_id, day)
    include (cell, area_id, category_id, channel_id, urgency, ended);

-- The rows of these tickets by their lines, which must be those of now.
create function heat_line_now(of_city integer, tickets bigint[]) returns setof heat_line language sql stable as $$
    select l.city_id, (l.received_at at time zone city.timezone)::date, coalesce(heat_cell(c.latitude, c.longitude), -1),
           l.ticket_id, coalesce(received.pos, counted.pos, 0), l.area_id, l.category_id, l.channel_id, l.urgency, l.ended,
           l.due_at
    from unnest(tickets) as asked (ticket_id)
    join city on city.city_id = of_city
    join ticket_line l on l.city_id = of_city and l.ticket_id = asked.ticket_id
    join complaint c on c.city_id = of_city and c.ticket_id = asked.ticket_id
    left join lateral (
        select e.pos from event e where e.city_id = of_city and e.ticket_id = asked.ticket_id and e.kind = 1
        limit 1
    ) as received on true
    -- where that event is archived
    left join lateral (
        select coalesce(k.event_pos, k.since_pos) as pos from counted k
        where received.pos is null and k.city_id = of_city and k.ticket_id = asked.ticket_id and k.measures & 1 <> 0
        order by k.entry
        limit 1
    ) as counted on true
$$;

-- Takes in the tickets of a stretch of the log that ticket_line_take has just taken in. Rows are found by key, whatever was
-- planned while the tables were small. True, so that it can stand in a condition.
create function heat_line_take(of_city integer, since bigint, upto bigint) returns boolean language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    lines heat_line[] := array(
        select line
        from heat_line_now(of_city, array(select distinct ticket_id from event
                                          where city_id = of_city and pos > since and pos <= upto and ticket_id <> 0)) as line);
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
    return true;
end $$;

insert into heat_line
select line.*
from (select city_id, array_agg(ticket_id) as tickets from ticket_line group by city_id) as known
cross join lateral heat_line_now(known.city_id, known.tickets) as line;

grant select on heat_line to steward_report;
grant select, insert, update, delete on heat_line to steward_tally;

commit;
