-- Clocks whose next alert was due before this millisecond (moves count in milliseconds, and who is done in the one in
-- which it is due is on time), most overdue first in each city, locked; one that somebody else has locked is being
-- changed or fired by them. With what the event needs to know of the ticket, and by how many ms it is late. `now()`
-- because an index is not searched for a volatile function's value.
select due.city_id, due.ticket_id, due.clock_id, due.task_id, due.next_step,
       to_timestamp(due.steps[due.next_step] / 1000.0), due.due_at, due.organisation_id,
       coalesce(s.area_id, t.area_id), coalesce(s.category_id, t.category_id), t.channel_id, due.overdue_step, due.kind,
       instant_message(now()) - due.steps[due.next_step]
from city
cross join lateral (
    select *
    from clock c
    where c.city_id = city.city_id and c.next_at < date_trunc('milliseconds', now())
    order by c.next_at
    limit 1000
    for update skip locked
) as due
join complaint t on t.city_id = due.city_id and t.ticket_id = due.ticket_id
left join standing s on s.city_id = due.city_id and s.ticket_id = due.ticket_id
