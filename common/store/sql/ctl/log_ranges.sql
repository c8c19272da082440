-- The ranges of a city's log that are in it and have begun, in order; the last one is being written to. $1 city
select greatest(part.number * c.event_span, 1), (part.number + 1) * c.event_span - 1
from city c
cross join lateral (
    select split_part(r.relname, '_', 3)::bigint as number
    from pg_inherits i
    join pg_class r on r.oid = i.inhrelid
    where i.inhparent = to_regclass('event_' || c.city_id) and not i.inhdetachpending
) as part
where c.city_id = $1
  and part.number * c.event_span <= (select max(e.pos) from event e where e.city_id = $1)
order by 1
