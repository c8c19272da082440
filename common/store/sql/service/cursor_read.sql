-- How far a consumer is, and how far the log is.
select c.pos, coalesce((select max(e.pos) from event e where e.city_id = $2), 0)
from cursor c
where c.consumer = $1 and c.city_id = $2
