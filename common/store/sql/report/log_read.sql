-- Events of a city's log in order, and how far it is. $1 city, $2 after, $3 limit
select jsonb_build_object(
    'events', coalesce((
        select jsonb_agg(page.message order by page.pos)
        from (select m.pos, m.message from event_message m where m.city_id = $1 and m.pos > $2
              order by m.pos limit $3) as page), '[]'),
    'head', coalesce((select max(pos) from event where city_id = $1), 0))::text
