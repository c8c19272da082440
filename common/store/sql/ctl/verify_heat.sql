-- steward log verify: heat maps count each ticket where its line is (verify_lines.sql holds that against the ticket), as far
-- as the log has been taken in: of tickets that no later position is about; and packed days have what
-- their lines have. $1: a city, or null for all.
with followed as (
    select city_id, pos from cursor where consumer = 'lines' and ($1::integer is null or city_id = $1)
), later as materialized (
    select distinct city_id, ticket_id from event join followed using (city_id) where event.pos > followed.pos
), settled as (
    select city_id, array_agg(ticket_id) as tickets
    from ticket_line join followed using (city_id)
    where (city_id, ticket_id) not in (select city_id, ticket_id from later)
    group by city_id
), wanted as (
    select line.* from settled cross join lateral heat_line_now(settled.city_id, settled.tickets) as line
), kept as (
    select heat_line.* from heat_line join followed using (city_id)
    where (city_id, ticket_id) not in (select city_id, ticket_id from later)
), compared as (
    select ticket_id, (wanted.day, wanted.cell, wanted.area_id, wanted.category_id, wanted.channel_id, wanted.urgency,
                       wanted.ended, wanted.due_at)
                      is not distinct from
                      (kept.day, kept.cell, kept.area_id, kept.category_id, kept.channel_id, kept.urgency, kept.ended,
                       kept.due_at) as fits
    from wanted full join kept using (city_id, ticket_id)
), packed as (
    select city_id, day, packed = heat_pack(city_id, day) as fits
    from heat_day
    where ($1::integer is null or city_id = $1) and packed is not null
    union all
    -- its tickets would not be found
    select distinct line.city_id, line.day, false from heat_line line
    where ($1::integer is null or line.city_id = $1)
      and not exists (select from heat_day d where d.city_id = line.city_id and d.day = line.day)
), told as (
    select 0 as kind, ticket_id as place, format('ticket %s', ticket_id) as name, fits from compared
    union all
    select 1, city_id, format('packed day %s', day), fits from packed
)
select count(*) filter (where kind = 0) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(name order by kind, place, name) filter (where not fits))[1:5], '; ') as examples
from told
