-- Contiguity: versions of a ticket are 1 … n and lead from state to state, positions of a city's log are 1 … head.

create view drill.versions_missing as
select t.city_id, t.ticket_id, t.version as stored_version, l.versions, l.newest, t.state, l.last_state, l.broken
from steward.ticket t
left join (
    select city_id, ticket_id, count(*) as versions, min(version) as oldest, max(version) as newest,
           (array_agg(to_state order by version desc))[1] as last_state,
           count(*) filter (where from_state <> state_before) as broken
    from (select city_id, ticket_id, version, from_state, to_state,
                 lag(to_state, 1, 0::smallint) over (partition by city_id, ticket_id order by version) as state_before
          from steward.event where kind < 100) as moves
    group by city_id, ticket_id) as l using (city_id, ticket_id)
where l.versions is null or l.oldest <> 1 or l.versions <> l.newest or l.newest <> t.version
   or l.last_state <> t.state or l.broken > 0;

-- The log's order is the versions' order.
create view drill.positions_missing as
select city_id, 'positions ' || min(pos) || ' … ' || max(pos) || ', ' || count(*) || ' events' as why
from steward.event
group by city_id
having min(pos) <> 1 or max(pos) <> count(*)
union all
select city_id, 'ticket ' || ticket_id || ': version ' || version || ' stands before its predecessor'
from (select city_id, ticket_id, version, pos,
             lag(pos) over (partition by city_id, ticket_id order by version) as pos_before
      from steward.event where kind < 100) as moves
where pos < pos_before;

create view drill.consumers_behind as
select city.city_id, wanted.consumer, coalesce(cursor.pos, 0) as pos, head.pos as head
from steward.city
cross join (values ('dispatch'), ('tally')) as wanted (consumer)
left join steward.cursor on cursor.city_id = city.city_id and cursor.consumer = wanted.consumer
cross join lateral (select coalesce(max(e.pos), 0) as pos from steward.event e where e.city_id = city.city_id) as head
where coalesce(cursor.pos, 0) <> head.pos;
