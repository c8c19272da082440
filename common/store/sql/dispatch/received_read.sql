-- For hand-out by rule: locks the tickets that events of a stretch of the log received, or whose clocks made Steward do
-- something (elapsed_list.sql), in the order that every writer locks them in, and reads those received that nobody has
-- moved yet; with what a proposal is made of where $4 says that the city uses them. Where somebody moves one while this
-- waits for the lock, its first move is there already (progress_pkey) and the stretch is done again.
select t.city_id, t.ticket_id, 1::smallint, 1, t.channel_id, t.category_id, t.area_id, t.pack_version, t.reporter_id,
       t.received_at, t.latitude is not null, round(t.latitude * 1e7)::bigint, round(t.longitude * 1e7)::bigint,
       case when $4 then t.title end, case when $4 then t.description end
from (
    select e.ticket_id, bool_or(e.kind = 1) as fresh
    from event e
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind in (1, 100)
    group by e.ticket_id
    order by e.ticket_id
) as received
cross join lateral (
    select * from complaint
    where complaint.city_id = $1 and complaint.ticket_id = received.ticket_id
    for update
) as t
where received.fresh and not exists (select from progress p where p.city_id = $1 and p.ticket_id = t.ticket_id offset 0)
order by t.ticket_id
