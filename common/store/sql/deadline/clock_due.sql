-- Clocks whose next alert was due before this millisecond (moves count in milliseconds, and who is done in the one in
-- which it is due is on time), most overdue first in each city, locked; one that somebody else has locked is being
-- changed or fired by them. With what the event needs to know of the ticket. `now()` because an index is not searched
-- for a volatile function's value.
select due.*, k.organisation_id, t.area_id, t.category_id, t.channel_id
from city
cross join lateral (
    select c.city_id, c.ticket_id, c.clock_id, c.task_id, c.next_step, c.due_at
    from clock c
    where c.city_id = city.city_id and c.next_at < date_trunc('milliseconds', now())
    order by c.next_at
    limit 1000
    for update skip locked
) as due
join complaint t on t.city_id = due.city_id and t.ticket_id = due.ticket_id
join task k on k.city_id = due.city_id and k.ticket_id = due.ticket_id and k.task_id = due.task_id
