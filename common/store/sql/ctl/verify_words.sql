-- steward log verify: what tickets are searched by is what they say, as far as tally has taken the log in. $1: a city,
-- or null for all.
with followed as (
    select city_id, pos from cursor where consumer = 'lines' and ($1::integer is null or city_id = $1)
), taken_in as (
    select city_id, array_agg(ticket_id) as tickets
    from (select city_id, ticket_id from event join followed using (city_id)
          where event.kind = 1 and event.pos <= followed.pos
          union
          select city_id, ticket_id from log_archive_ticket join followed using (city_id)) as received
    group by city_id
), wanted as (
    select said.* from taken_in cross join lateral ticket_text_now(taken_in.city_id, taken_in.tickets) as said
), compared as (
    select ticket_id, wanted is not distinct from kept as fits
    from wanted full join (select ticket_text.* from ticket_text join followed using (city_id)) as kept using (city_id, ticket_id)
)
select count(*) as checked, count(*) filter (where not fits) as wrong,
       array_to_string((array_agg(format('ticket %s', ticket_id) order by ticket_id) filter (where not fits))[1:5], '; ')
           as examples
from compared
