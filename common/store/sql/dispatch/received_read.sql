-- What a stretch of the log asks Steward to do of its own accord: the tickets that it received, and those of which a clock
-- ran out, with the names of these clocks. Locks them, in the order that every writer locks them in. Of those that
-- nobody has moved yet (no progress) all is read that a hand-out by rule needs; with what a proposal is made of where $4
-- says that the city uses them. Where somebody moves one while this waits for the lock, its first move is there already
-- (progress_pkey) and the stretch is done again.
select t.city_id, t.ticket_id, 1::smallint, 1, t.channel_id, t.category_id, t.area_id, t.pack_version, t.reporter_id,
       t.received_at, t.latitude is not null, round(t.latitude * 1e7)::bigint, round(t.longitude * 1e7)::bigint,
       case when $4 then t.title end, case when $4 then t.description end,
       asking.fresh, p.state, asking.clocks
from (
    select e.ticket_id, bool_or(e.kind = 1) as fresh,
           string_agg(e.data->>'clock', ' ') filter (where e.kind = 100) as clocks
    from event e
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind in (1, 100)
    group by e.ticket_id
    order by e.ticket_id
) as asking
cross join lateral (
    select * from complaint
    where complaint.city_id = $1 and complaint.ticket_id = asking.ticket_id
    for update
) as t
left join lateral (
    select state from progress where progress.city_id = $1 and progress.ticket_id = t.ticket_id offset 0
) as p on true
order by t.ticket_id
