-- For hand-out by rule: locks the tickets that events of a stretch of the log received, as ticket_lock does.
select count(*)
from (
    select t.ticket_id
    from (
        select e.ticket_id
        from event e
        where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = 1
        order by e.ticket_id
    ) as received
    cross join lateral (
        select ticket_id from complaint
        where complaint.city_id = $1 and complaint.ticket_id = received.ticket_id
        for update
    ) as t
) as locked
