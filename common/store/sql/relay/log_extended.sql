-- At which position of each city's log to ask for its next partition again: sooner where the lock on the city's part of the
-- log was not to be had (event_partition_make).
select c.city_id,
       log.head + case when to_regclass(format('event_%s_%s', c.city_id, (log.head + c.event_span / 2) / c.event_span)) is null
                       then c.event_span / 32 else c.event_span / 8 end
from unnest($1::integer[]) as cities (city_id)
join city c using (city_id)
cross join lateral (select coalesce(max(e.pos), 0) as head from event e where e.city_id = c.city_id offset 0) as log
