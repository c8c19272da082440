-- For hand-out by rule: locks the tickets that events of a stretch of the log received, or whose clocks made Steward do
-- something (elapsed_list.sql), in the order that every writer locks them in, and reads those that nobody has moved yet.
-- Where somebody moves one while this waits for the lock, its first move is there already (progress_pkey) and the
-- stretch is done again.
select t.city_id, t.ticket_id, 1::smallint, 1, t.channel_id, t.category_id, t.area_id, t.pack_version, t.reporter_id
from (
    select distinct e.ticket_id
    from event e
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind in (1, 100)
    order by e.ticket_id
) as received
cross join lateral (
    select * from complaint
    where complaint.city_id = $1 and complaint.ticket_id = received.ticket_id
    for update
) as t
where not exists (select from progress p where p.city_id = $1 and p.ticket_id = t.ticket_id offset 0)
order by t.ticket_id
