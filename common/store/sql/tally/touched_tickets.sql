-- The tickets that have an event which figures need in a stretch of the log. $1 city, $2 before it, $3 its last position
select distinct ticket_id
from event
where city_id = $1 and pos > $2 and pos <= $3 and (kind <= 100 or kind = 103) and ticket_id <> 0
order by ticket_id
