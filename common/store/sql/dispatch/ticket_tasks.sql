-- The tasks of locked tickets.
select k.city_id, k.ticket_id, k.task_id, k.role, k.state, k.organisation_id, k.handler_id, k.called_by, k.opened_at,
       k.signed_at, k.handled_at, k.finished_at, k.extensions, k.extended_ms, k.rating, k.exempt
from (
    select distinct city_id, ticket_id
    from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, ticket_id)
    order by city_id, ticket_id
) as asked
cross join lateral (
    select * from task
    where task.city_id = asked.city_id and task.ticket_id = asked.ticket_id
    offset 0
) as k
order by k.city_id, k.ticket_id, k.task_id
