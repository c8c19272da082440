-- Locks tickets, in the order that every writer locks them in, and the clock of each one's lead task, so that it does
-- not fire while a move is on its way; and reads them as they are now. `lateral`, so that no plan can read them but by
-- their key, one after another in order.
with asked as materialized (
    select distinct city_id, ticket_id
    from unnest($1::integer[], $2::bigint[]) as asked (city_id, ticket_id)
    order by city_id, ticket_id
)
select t.city_id, t.ticket_id, t.state, t.version, t.channel_id, t.category_id, t.area_id, t.pack_version,
       t.organisation_id, t.task_id, t.returns,
       k.state, k.handler_id, k.opened_at, k.signed_at, k.handled_at, k.finished_at,
       c.version, c.limit_kind, c.limit_ms, c.started_at, c.due_at, c.stopped_at, c.next_step, c.next_at
from asked
cross join lateral (
    select * from ticket
    where ticket.city_id = asked.city_id and ticket.ticket_id = asked.ticket_id
    for update
) as t
left join lateral (
    select * from task
    where task.city_id = t.city_id and task.ticket_id = t.ticket_id and task.task_id = t.task_id
    offset 0
) as k on true
left join lateral (
    select * from clock
    where clock.city_id = t.city_id and clock.ticket_id = t.ticket_id and clock.clock_id = t.task_id
    for update
) as c on true
