-- Locks tickets, in the order that every writer locks them in, and reads them as they are now, with the lead task and
-- its clock. `lateral`, so that no plan can read tickets but by their key, one after another in order.
with asked as materialized (
    select distinct city_id, ticket_id
    from unnest($1::integer[], $2::bigint[]) as asked (city_id, ticket_id)
    order by city_id, ticket_id
), locked as materialized (
    select t.*
    from asked
    cross join lateral (
        select * from ticket
        where ticket.city_id = asked.city_id and ticket.ticket_id = asked.ticket_id
        for update
    ) as t
)
select t.city_id, t.ticket_id, t.state, t.version, t.channel_id, t.category_id, t.area_id, t.pack_version,
       t.organisation_id, t.task_id, t.returns, (select clock_timestamp()),
       k.state, k.handler_id, k.opened_at, k.signed_at, k.handled_at, k.finished_at,
       c.version, c.limit_kind, c.limit_ms, c.started_at, c.due_at, c.stopped_at, c.next_step, c.next_at
from locked t
left join task k on k.city_id = t.city_id and k.ticket_id = t.ticket_id and k.task_id = t.task_id
left join clock c on c.city_id = t.city_id and c.ticket_id = t.ticket_id and c.clock_id = t.task_id
order by t.city_id, t.ticket_id
