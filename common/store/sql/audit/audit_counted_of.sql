-- What some tickets count for, as it is kept. Days since 1970-01-01. $1 city, $2 tickets
select c.ticket_id, c.entry, c.since_pos, c.until_pos, c.event_pos, c.measures, c.day - date '1970-01-01',
       c.organisation_id, c.area_id, c.category_id, c.channel_id, c.urgency, c.state, c.handling_s, c.solving_s, c.stay_s
from unnest($2::bigint[]) as wanted (ticket_id)
join counted c on c.city_id = $1 and c.ticket_id = wanted.ticket_id
order by c.ticket_id, c.entry
