-- Locked tickets as they are now, with the lead task and its clock, which is locked too, so that it does not fire while
-- a move is on its way.
select t.city_id, t.ticket_id, coalesce(p.state, 1::smallint), coalesce(p.version, 1), t.channel_id, t.category_id,
       t.area_id, t.pack_version, coalesce(p.organisation_id, 0), coalesce(p.task_id, 0::smallint),
       coalesce(p.returns, 0::smallint),
       k.state, k.handler_id, k.opened_at, k.signed_at, k.handled_at, k.finished_at,
       c.version, c.limit_kind, c.limit_ms, c.started_at, c.due_at, c.stopped_at, c.next_step, c.next_at
from (
    select distinct city_id, ticket_id
    from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, ticket_id)
    order by city_id, ticket_id
) as asked
cross join lateral (
    select * from complaint
    where complaint.city_id = asked.city_id and complaint.ticket_id = asked.ticket_id
    offset 0
) as t
left join lateral (
    select * from progress
    where progress.city_id = asked.city_id and progress.ticket_id = asked.ticket_id
    offset 0
) as p on true
left join lateral (
    select * from task
    where task.city_id = asked.city_id and task.ticket_id = asked.ticket_id and task.task_id = p.task_id
    offset 0
) as k on true
left join lateral (
    select * from clock
    where clock.city_id = asked.city_id and clock.ticket_id = asked.ticket_id and clock.clock_id = p.task_id
    for update
) as c on true
order by t.city_id, t.ticket_id
