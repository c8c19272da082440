-- Events of a city's log in order, and how far it is: up to the next archived range, or where that ends. $1 city, $2 after,
-- $3 limit
with archived as materialized (
    select first_pos, last_pos from log_archived where city_id = $1 and last_pos > $2 order by first_pos limit 1
)
select (jsonb_build_object(
    'events', coalesce((
        select jsonb_agg(page.message order by page.pos)
        from (select m.pos, m.message from event_message m
              where m.city_id = $1 and m.pos > $2
                and m.pos < coalesce((select first_pos from archived), 9223372036854775807)
              order by m.pos limit $3) as page), '[]'),
    'head', coalesce((select max(pos) from event where city_id = $1), 0))
    || coalesce((select jsonb_build_object('archived', last_pos) from archived where first_pos <= $2 + 1), '{}'))::text
