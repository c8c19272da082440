-- steward log verify: the ranges that are not in the log, and what their files must hold. $1: a city, or null for all.
select c.code, a.first_pos, a.last_pos, a.state, coalesce(a.file, ''), coalesce(a.hash, '')
from log_archived a
join city c using (city_id)
where $1::integer is null or a.city_id = $1
order by c.code, a.first_pos
