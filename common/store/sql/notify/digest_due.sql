-- What falls due in a stretch of time and is not done yet, by who holds it: limits for handling (kind 1).
select k.organisation_id, t.ticket_id, t.title, t.category_id, t.area_id, c.due_at
from clock c
join task k on k.city_id = c.city_id and k.ticket_id = c.ticket_id and k.task_id = c.task_id
join ticket t on t.city_id = c.city_id and t.ticket_id = c.ticket_id
where c.city_id = $1 and c.stopped_at is null and c.due_at >= $2 and c.due_at < $3 and c.kind = 1
order by k.organisation_id, c.due_at, t.ticket_id
limit 5000
