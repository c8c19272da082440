-- What figures need of every event of some tickets, ticket by ticket. $1 city, $2 last position, $3 tickets
select e.*
from unnest($3::bigint[]) as wanted (ticket_id)
join figure_event e on e.city_id = $1 and e.ticket_id = wanted.ticket_id and e.pos <= $2
order by e.ticket_id, e.pos
