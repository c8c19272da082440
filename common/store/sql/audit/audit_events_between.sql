-- What figures need of every event of the tickets between two numbers, ticket by ticket. $1 city, $2 last position,
-- $3 after this ticket, $4 up to this one
select e.*
from figure_event e
where e.city_id = $1 and e.ticket_id > $3 and e.ticket_id <= $4 and e.pos <= $2
order by e.ticket_id, e.pos
