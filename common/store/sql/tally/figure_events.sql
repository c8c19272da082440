-- What figures need of every event, up to the end of a stretch of the log, of each ticket that has one in it; ticket by
-- ticket. $1 city, $2 before the stretch, $3 its last position
select e.*
from (
    select distinct ticket_id
    from event
    where city_id = $1 and pos > $2 and pos <= $3 and (kind <= 100 or kind = 103) and ticket_id <> 0
) as touched
join figure_event e on e.city_id = $1 and e.ticket_id = touched.ticket_id and e.pos <= $3
order by e.ticket_id, e.pos
