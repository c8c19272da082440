-- Clocks that ran out in a stretch of the log: what Steward does of its own accord then, services/dispatch/timer.c says.
select e.ticket_id, e.data->>'clock', e.task_id
from event e
where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = 100
order by e.ticket_id
