-- What figures need of every event, up to the end of a stretch of the log, of each ticket that has one in it; ticket by
-- ticket. $1 city, $2 before the stretch, $3 its last position
select e.ticket_id, e.pos, e.kind, e.from_state, e.to_state, e.task_id, e.organisation_id, e.area_id, e.category_id,
       e.channel_id, e.at, e.due_at, e.done_at,
       (e.at at time zone c.timezone)::date - date '1970-01-01',
       (e.due_at at time zone c.timezone)::date - date '1970-01-01',
       case when e.kind < 100 then (e.data->>'urgency')::smallint end,
       case when e.kind = 8 then (e.data->>'reached')::boolean end,
       case when e.kind = 8 then (e.data->>'solved')::boolean end,
       case when e.kind = 8 then (e.data->>'satisfied')::boolean end,
       e.kind = 100 and coalesce(e.data->>'clock', 'handling') = 'handling',
       case when e.kind = 103 then to_timestamp((e.data->>'was')::bigint / 1000.0) end
from (
    select distinct ticket_id
    from event
    where city_id = $1 and pos > $2 and pos <= $3 and (kind <= 100 or kind = 103) and ticket_id <> 0
) as touched
join city c on c.city_id = $1
join event e on e.city_id = $1 and e.ticket_id = touched.ticket_id and e.pos <= $3 and (e.kind <= 100 or e.kind = 103)
order by e.ticket_id, e.pos
