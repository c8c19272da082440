-- How far dispatch is behind the log, in the city where it is most.
select coalesce(max(coalesce((select max(e.pos) from event e where e.city_id = c.city_id), 0) - c.pos), 0)
from cursor c
where c.consumer = 'dispatch'
