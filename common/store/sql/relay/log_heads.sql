-- How far the logs of some cities are.
select cities.city_id, coalesce((select max(e.pos) from event e where e.city_id = cities.city_id), 0)
from unnest($1::integer[]) as cities (city_id)
