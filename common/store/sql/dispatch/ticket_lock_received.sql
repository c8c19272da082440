-- For hand-out by rule: locks the tickets that events of a stretch of the log received, in the order that every writer
-- locks them in, and reads them as they are now. `lateral`, so that no plan can read tickets but by their key.
with received as materialized (
    select e.ticket_id
    from event e
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = 1
    order by e.ticket_id
)
select t.city_id, t.ticket_id, t.state, t.version, t.channel_id, t.category_id, t.area_id, t.pack_version,
       t.organisation_id, t.task_id, t.returns
from received
cross join lateral (
    select * from ticket
    where ticket.city_id = $1 and ticket.ticket_id = received.ticket_id
    for update
) as t
