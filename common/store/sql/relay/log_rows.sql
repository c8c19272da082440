-- What is new in a city's log, as numbers: relay names them itself (services/relay/event.c). One table and no join, so
-- that there is nothing to plan and a row costs a microsecond.
select pos, ticket_id, kind, to_state, version, task_id, actor_id, organisation_id, area_id, category_id, channel_id,
       at, due_at, done_at > due_at, data::text
from event
where city_id = $1 and pos > $2
order by pos
limit 500
