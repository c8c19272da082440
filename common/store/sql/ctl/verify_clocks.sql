-- steward log verify: what boards count is what runs, as far as tally has taken the log in: of tickets that no later position
-- is about. $1: a city, or null for all.
with followed as (
    select city_id, pos from cursor where consumer = 'lines' and ($1::integer is null or city_id = $1)
), later as materialized (
    select distinct city_id, ticket_id from event join followed using (city_id) where event.pos > followed.pos
), running as (
    select city_id, array_agg(distinct ticket_id) as tickets
    from clock_running join followed using (city_id)
    where (city_id, ticket_id) not in (select city_id, ticket_id from later)
    group by city_id
), wanted as (
    select line.* from running cross join lateral clock_line_now(running.city_id, running.tickets) as line
), kept as (
    select clock_line.* from clock_line join followed using (city_id)
    where (city_id, ticket_id) not in (select city_id, ticket_id from later)
), compared as (
    select ticket_id, clock_id, wanted is not distinct from kept as fits
    from wanted full join kept using (city_id, ticket_id, clock_id)
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(format('ticket %s clock %s', ticket_id, clock_id) order by ticket_id) filter (where not fits))[1:5], '; ')
           as examples
from compared
