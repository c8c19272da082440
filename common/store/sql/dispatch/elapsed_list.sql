-- What a stretch of the log asks Steward to do of its own accord, beside what received_read.sql finds: clocks that ran
-- out, and tickets received that somebody urged or corrected before the hand-out by rule came to them.
select ticket_id, clock, fresh
from (
    select e.ticket_id, e.data->>'clock' as clock, false as fresh
    from event e
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = 100
    union all
    select e.ticket_id, null, true
    from event e
    cross join lateral (
        select from progress p where p.city_id = $1 and p.ticket_id = e.ticket_id and p.state = 1 offset 0
    ) as still_received
    where e.city_id = $1 and e.pos > $2 and e.pos <= $3 and e.kind = 1
) as asking
order by ticket_id
