-- Tickets that may tell of the same thing as one ticket, or as one that is not submitted yet, best first, each with
-- what speaks for it. Everything that decides is in this file: the bounds, the evidence and its weights
-- (docs/duplicates.md says where they come from and how good they are). No row: there is no such ticket.
-- $1 city; $2 ticket, or null and then $3 title, $4 description, $5 address, $6 area, $7 category, $8 latitude,
-- $9 longitude, $10 when; $11 how many at most, $12 the least score
with said as (
    select ticket_id, title, description, address, area_id, category_id, latitude, longitude, received_at as at
    from ticket
    where city_id = $1 and ticket_id = $2
    union all
    select 0, $3, $4, $5, $6, $7, $8, $9, coalesce($10, now())
    where $2 is null
), asked as materialized (
    -- 60 days: of the pairs that Boston's departments named, 96 in 100 are nearer than that
    select s.ticket_id, s.area_id, s.category_id, a.parent_id as area_parent, s.at,
           s.at - interval '60 days' as since, s.at + interval '60 days' as until, s.at - p.span as alike_since,
           s.at + p.span as alike_until,
           -- who is placed in the city as a whole has no place: what coordinates there are are often the town hall's
           case when s.area_id is null or a.parent_id is not null then s.latitude end as latitude,
           case when s.area_id is null or a.parent_id is not null then s.longitude end as longitude,
           text_words(s.title) as title, text_words(s.description) as description,
           nullif(text_words(s.address), '') as address,
           -- itself, those below and above it, and those that have the same above them
           array(select k.category_id from category k
                 where k.city_id = $1 and (k.parent_id in (s.category_id, g.parent_id)
                                           or k.category_id in (s.category_id, g.parent_id))) as categories
    from said s
    left join area a on a.city_id = $1 and a.area_id = s.area_id
    left join category g on g.city_id = $1 and g.category_id = s.category_id
    cross join lateral (
        select case when s.latitude is null or (s.area_id is not null and a.parent_id is null) then interval '60 days'
                    else interval '14 days' end as span) as p
), square as materialized (
    -- ready-made, as are all bounds of asked: beside row-level security an index is only asked for what is compared
    -- as it is, not for what is worked out on the way
    select line * 1000000 + post as cell, (box.y - box.dy) / 1000 as south, (box.y + box.dy) / 1000 as north,
           (box.x - box.dx) / 1000 as west, (box.x + box.dx) / 1000 as east
    from asked q
    cross join lateral (select q.latitude * 1000 as y, q.longitude * 1000 as x, 100 / 111.195 as dy,
                               100 / (111.195 * cos(radians(q.latitude))) as dx) as box
    cross join generate_series(floor(box.y - box.dy)::bigint, floor(box.y + box.dy)::bigint) as line
    cross join generate_series(floor(box.x - box.dx)::bigint, floor(box.x + box.dx)::bigint) as post
    where abs(q.latitude) < 89
), near as (
    -- the nearest in place and time, from the index alone. 100 m: of the pairs, 92 in 100 are nearer
    select c.ticket_id, c.distance, (c.category_id = any (q.categories)) is true as near_category,
           (c.category_id = q.category_id) is true as same_category,
           (c.area_id = q.area_id and q.area_parent is not null) is true as same_area
    from asked q
    cross join square
    cross join lateral (
        select s.ticket_id, s.area_id, s.category_id, s.received_at,
               place_distance(q.latitude, q.longitude, s.latitude, s.longitude) as distance
        from similar_ticket s
        where s.city_id = $1 and s.cell = square.cell and s.received_at between q.since and q.until
          and s.latitude between square.south and square.north and s.longitude between square.west and square.east
        offset 0) as c
    where c.distance <= 100
    order by (c.category_id = q.category_id) is true desc,
             c.distance / 50 + ln(1 + abs(date_part('epoch', q.at - c.received_at)) / 86400)
    limit 40
), placed as (
    -- of these, whose score can still be enough is read from the table, a page each
    select s.*
    from near
    cross join lateral (select * from similar_ticket s
                        where s.city_id = $1 and s.ticket_id = near.ticket_id offset 0) as s
    where 0.33 * exp(-near.distance / 50)
          + (35 + 23 * near.same_area::integer + 6 * near.near_category::integer
             + 3 * near.same_category::integer) / 100::double precision >= $12
), housed as (
    -- those with the same address, nearest in time first
    select c.*
    from asked q
    cross join lateral (
        (select s.* from similar_ticket s
         where s.city_id = $1 and s.address = q.address and s.received_at between q.since and q.at
         order by s.received_at desc limit 20)
        union all
        (select s.* from similar_ticket s
         where s.city_id = $1 and s.address = q.address and s.received_at > q.at and s.received_at <= q.until
         order by s.received_at limit 20)) as c
), around as (
    -- the area itself, what it lies in and what lies in it: a building and its estate. In another area than its own a
    -- ticket that is neither near nor at the same address, by which it is found above, has a score of 0.37 at most
    select area_id from asked where area_id is not null
    union
    select q.area_parent from asked q
    join area up on up.city_id = $1 and up.area_id = q.area_parent and up.parent_id is not null
    where $12 <= 0.37
    union
    select down.area_id
    from (select a.area_id from asked q join area a on a.city_id = $1 and a.parent_id = q.area_id
          where q.area_parent is not null and $12 <= 0.37 order by a.area_id limit 16) as down
), alike as (
    -- those with the most similar titles, wherever in the area. This reads all of the area and the time, so that who has
    -- a place, and is found by that, is content with two weeks: of the pairs, 80 in 100 are nearer
    select c.*
    from asked q cross join around
    cross join lateral (
        select s.* from similar_ticket s
        where s.city_id = $1 and s.area_id = around.area_id
          and s.received_at between q.alike_since and q.alike_until
        order by s.title <-> q.title
        limit 30) as c
), evidence as (
    select c.ticket_id, c.received_at, c.title as words, q.title as words_asked, q.description,
           case when c.cell is not null then place_distance(q.latitude, q.longitude, c.latitude, c.longitude) end as distance,
           abs(date_part('epoch', q.at - c.received_at)) / 3600 as hours,
           (c.category_id = q.category_id) is true as same_category,
           (c.category_id = any (q.categories)) is true as near_category,
           (c.area_id = q.area_id and q.area_parent is not null) is true as same_area,
           (c.address = q.address) is true as same_address
    from asked q
    cross join (select * from placed union all select * from housed union all select * from alike) as c
    where c.ticket_id <> q.ticket_id
    offset 0 -- worked out once a row, however often it is named below
), weighed as (
    -- 0 to 1, and never less for more evidence; the text adds 0.25 at most. Where one of both has no place, the same
    -- address is as near as can be, the same area half so
    select *, 0.33 * coalesce(exp(-distance / 50),
                              case when same_address then 1 when same_area then 0.5 else 0 end::double precision)
              + (23 * same_area::integer + 7 * same_address::integer + 6 * near_category::integer
                 + 3 * same_category::integer) / 100::double precision
              + 0.03 * greatest(0, 1 - ln(1 + hours / 24) / ln(61::double precision)) as rest
    from evidence
    where distance is null or distance <= 500 or same_address -- elsewhere in a large area
    offset 0
), likely as materialized (
    -- texts are compared last, and only where they can still decide: that is what takes the time
    select w.*, similarity(w.words, w.words_asked)::double precision as alike
    from (select distinct on (ticket_id) * from weighed where rest + 0.25 >= $12 order by ticket_id) as w
    order by w.rest + 0.25 * least(1, similarity(w.words, w.words_asked) / 0.6) desc, w.ticket_id
    limit 20
), scored as materialized (
    -- who tells the same in other words has about 0.6 in common, so more than that counts for no more; where titles have
    -- less, what was said at length counts if it is more alike
    select l.*, t.title, t.state, t.alike as text, round((l.rest + 0.25 * least(1, t.alike / 0.6))::numeric, 3) as score
    from likely l
    cross join lateral ( -- row by row, or a plan made for a small table joins all tickets of the city
        select t.title, t.state, case when l.alike >= 0.6 then l.alike
                                      else greatest(l.alike, similarity(text_words(t.description), l.description)) end as alike
        from ticket t
        where t.city_id = $1 and t.ticket_id = l.ticket_id
        offset 0) as t
), best as (
    select * from scored where score >= $12::numeric order by score desc, ticket_id limit $11
)
select jsonb_build_object(
    'candidates', coalesce((
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'ticket', b.ticket_id, 'score', b.score, 'title', b.title, 'received', instant_message(b.received_at),
            'state', (select name from lifecycle_state where state = b.state),
            'evidence', jsonb_build_object(
                'distance_m', round(b.distance::numeric, 1), 'hours_apart', round(b.hours::numeric, 2),
                'text_similarity', round(b.text::numeric, 3), 'same_category', b.same_category,
                'near_category', b.near_category, 'same_area', b.same_area, 'same_address', b.same_address)))
            order by b.score desc, b.ticket_id)
        from best b), '[]'),
    'position', coalesce((select pos from cursor where consumer = 'similar' and city_id = $1), 0))::text
from asked
