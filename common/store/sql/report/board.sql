-- What a command centre's wall shows. $1 city, $2 rows of each list
with today as (
    select coalesce(sum(value) filter (where name = 'received'), 0) as received,
           coalesce(sum(value) filter (where name = 'dispatched'), 0) as dispatched,
           coalesce(sum(value) filter (where name = 'closed'), 0) as closed,
           coalesce(sum(value) filter (where name = 'overdue'), 0) as overdue
    from rollup cross join rollup_cells(cells)
    where city_id = $1 and cuboid = 45 and grain = 1 and level = 0 and day = (select (now() at time zone timezone)::date from city where city_id = $1)
), head as materialized (
    select coalesce(max(pos), 0) as pos from event where city_id = $1
), minute as (
    select count(*) filter (where e.kind = 1) as received, count(*) filter (where e.kind = 3) as dispatched,
           count(*) filter (where e.kind = 7) as closed
    from event e
    where e.city_id = $1 and e.pos > (select pos from head) - 100000 and e.at > now() - interval '1 minute'
)
select jsonb_build_object(
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0),
    'states', coalesce((select jsonb_object_agg(s.name, r.tickets)
                        from rollup_state r join lifecycle_state s using (state) where r.city_id = $1), '{}'),
    'overdue', (select overdue from today),
    'due_next', coalesce((
        select jsonb_agg(jsonb_build_object('ticket', c.ticket_id, 'title', t.title, 'organisation', o.code,
                                            'due', instant_message(c.due_at)) order by c.next_at)
        from (select soonest.*
              from generate_series(0, 5) as of_all (importance) -- the index of armed clocks goes by it
              cross join lateral (select * from clock k
                                  where k.city_id = $1 and k.importance = of_all.importance and k.next_at is not null
                                  order by k.next_at
                                  limit $2) as soonest
              order by soonest.next_at
              limit $2) as c
        join ticket t on t.city_id = c.city_id and t.ticket_id = c.ticket_id
        left join organisation o on o.city_id = t.city_id and o.organisation_id = t.organisation_id), '[]'),
    'newest', coalesce((
        select jsonb_agg(viewer_message(m.city_id, m.message) order by m.pos desc)
        from event_message m
        where m.city_id = $1 and m.pos > (select pos from head) - $2), '[]'),
    'rates', jsonb_build_object('minute', (select to_jsonb(minute) from minute),
                                'today', (select to_jsonb(today) - 'overdue' from today)))::text
