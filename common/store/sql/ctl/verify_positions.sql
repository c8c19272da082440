-- steward log verify: positions of a city are 1, 2, 3 … without holes. $1: a city, or null for all.
select coalesce(sum(events), 0)::bigint as checked,
       count(*) filter (where first <> 1 or head <> events) as wrong,
       string_agg(format('%s: %s events at positions %s to %s', code, events, first, head), '; ' order by code)
           filter (where first <> 1 or head <> events) as examples
from (select city_id, count(*) as events, min(pos) as first, max(pos) as head
      from event
      where $1::integer is null or city_id = $1
      group by city_id) as log
join city using (city_id)
