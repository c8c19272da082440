-- steward log verify: every alert stands in the log or in an archived range once, no alert is there that was not raised,
-- none was raised before its time. $1: a city, or null for all.
with raised as (
    select city_id, ticket_id, count(*) as alerts, bool_or(raised_at < due_at) as early
    from alert
    where $1::integer is null or city_id = $1
    group by city_id, ticket_id
), told as (
    select city_id, ticket_id, 1 as events
    from event
    where kind in (100, 101, 102) and ($1::integer is null or city_id = $1)
    union all
    select city_id, ticket_id, alerts
    from log_archive_ticket t join log_archived a using (city_id, first_pos)
    where alerts > 0 and ($1::integer is null or city_id = $1)
), logged as (
    select city_id, ticket_id, sum(events) as events from told group by city_id, ticket_id
), compared as (
    select ticket_id, alerts, events, alerts is not distinct from events and not early as fits
    from raised full join logged using (city_id, ticket_id)
)
select coalesce(sum(alerts), 0)::bigint as checked, count(*) filter (where fits is not true) as wrong,
       array_to_string((array_agg(format('ticket %s: %s alerts, %s events', ticket_id, coalesce(alerts, 0),
                                         coalesce(events, 0)) order by ticket_id) filter (where fits is not true))[1:5],
                       '; ') as examples
from compared
