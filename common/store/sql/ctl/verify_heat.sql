-- steward log verify: heat maps count each ticket where its line is (verify_lines.sql holds that against the ticket), as far
-- as the log has been taken in: of tickets that no later position is about. $1: a city, or null for all.
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
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(format('ticket %s', ticket_id) order by ticket_id) filter (where not fits))[1:5], '; ')
           as examples
from compared
