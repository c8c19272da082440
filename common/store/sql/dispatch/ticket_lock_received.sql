-- For hand-out by rule: locks the tickets that events of a stretch of the log received and reads them as they are now.
with locked as materialized (
    select t.*
    from event e
    join ticket t on t.city_id = e.city_id and t.ticket_id = e.ticket_id
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = 1
    order by t.city_id, t.ticket_id
    for update of t
)
select city_id, ticket_id, state, version, channel_id, category_id, area_id, pack_version,
       organisation_id, task_id, returns, clock_timestamp()
from locked
order by city_id, ticket_id
