-- steward log verify: positions of a city are 1, 2, 3 … without holes, those of archived ranges among them. $1: a city, or
-- null for all.
with archived as (
    select city_id, sum(events) as events, min(first_pos) as first
    from log_archived
    where $1::integer is null or city_id = $1
    group by city_id
), log as (
    select city_id, e.events, e.first, e.head, coalesce(a.events, 0) as archived,
           least(e.first, a.first) = 1 and e.head = e.events + coalesce(a.events, 0) as fits
    from (select city_id, count(*) as events, min(pos) as first, max(pos) as head
          from event
          where $1::integer is null or city_id = $1
          group by city_id) as e
    left join archived a using (city_id)
)
select coalesce(sum(events), 0)::bigint as checked, count(*) filter (where not fits) as wrong,
       string_agg(format('%s: %s events at positions %s to %s, %s archived', code, events, first, head, archived), '; '
                  order by code) filter (where not fits) as examples
from log
join city using (city_id)
