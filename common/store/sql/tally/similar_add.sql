-- Takes the tickets of a stretch of a city's log into what near-duplicates are found by, and moves the cursor over it:
-- one statement, as rollup_add. $1 city, $2 where the cursor is, $3 where to
with moved as (
    update cursor set pos = $3
    where consumer = 'similar' and city_id = $1 and pos = $2
    returning city_id
), added as (
    insert into similar_ticket (city_id, ticket_id, received_at, area_id, category_id, cell, latitude, longitude, title,
                                address)
    select t.city_id, t.ticket_id, t.received_at, t.area_id, t.category_id,
           case when a.parent_id is not null then place_cell(t.latitude, t.longitude) end, t.latitude, t.longitude,
           text_words(t.title), nullif(text_words(t.address), '')
    from moved
    join event e on e.city_id = moved.city_id and e.pos > $2 and e.pos <= $3 and e.kind = 1
    join ticket t on t.city_id = e.city_id and t.ticket_id = e.ticket_id
    join area a on a.city_id = t.city_id and a.area_id = t.area_id
    on conflict do nothing
)
select count(*) from moved
