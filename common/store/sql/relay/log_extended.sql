-- At which position of each city's log to ask for its next partition again; and whether it is not there yet, for the lock
-- was not to be had (event_partition_make). $1 cities
select c.city_id, log.head + c.event_span / 8,
       to_regclass(format('event_%s_%s', c.city_id, (log.head + c.event_span / 2) / c.event_span)) is null
from unnest($1::integer[]) as cities (city_id)
join city c using (city_id)
cross join lateral (select coalesce(max(e.pos), 0) as head from event e where e.city_id = c.city_id offset 0) as log
