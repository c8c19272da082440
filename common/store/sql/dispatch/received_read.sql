-- The same tickets as they are now: those that nobody has moved yet.
select t.city_id, t.ticket_id, 1::smallint, 1, t.channel_id, t.category_id, t.area_id, t.pack_version,
       0, 0::smallint, 0::smallint
from (
    select e.ticket_id
    from event e
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = 1
    order by e.ticket_id
) as received
cross join lateral (
    select * from complaint
    where complaint.city_id = $1 and complaint.ticket_id = received.ticket_id
    offset 0
) as t
where not exists (select from progress p where p.city_id = $1 and p.ticket_id = t.ticket_id offset 0)
