-- Ranges of the log that were archived, in order. $1 city or null for all
select c.code, a.city_id, a.first_pos, a.last_pos, a.state, a.events, a.first_at, a.last_at, coalesce(a.file, ''),
       coalesce(a.hash, ''), a.begun_at, a.begun_by, a.dropped_at, a.back_at, coalesce(a.back_by, '')
from log_archive a
join city c using (city_id)
where $1::integer is null or a.city_id = $1
order by c.code, a.first_pos
