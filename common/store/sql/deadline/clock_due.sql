-- Clocks whose next alert was due before this millisecond (moves count in milliseconds, and who is done in the one in
-- which it is due is on time), locked: the most important first of all cities, of these the most overdue; one that
-- somebody else has locked is being changed or fired by them. With what the event needs to know of the ticket, and by how
-- many ms it is late. `now()` because an index is not searched for a volatile function's value; the places are put in
-- order first, and the join goes through them one after another until there are enough.
select due.city_id, due.ticket_id, due.clock_id, due.task_id, due.next_step,
       to_timestamp(due.steps[due.next_step] / 1000.0), due.due_at, due.organisation_id,
       coalesce(s.area_id, t.area_id), coalesce(s.category_id, t.category_id), t.channel_id, due.overdue_step, due.kind,
       instant_message(now()) - due.steps[due.next_step]
from (
    select armed.*
    from (
        select city.city_id, of_all.importance
        from generate_series(0, 5) as of_all (importance)
        cross join city
        order by of_all.importance, city.city_id
    ) as place
    cross join lateral (
        select *
        from clock c
        where c.city_id = place.city_id and c.importance = place.importance
          and c.next_at < date_trunc('milliseconds', now())
        order by c.next_at
        limit $1
        for update skip locked
    ) as armed
    limit $1
) as due
join complaint t on t.city_id = due.city_id and t.ticket_id = due.ticket_id
left join standing s on s.city_id = due.city_id and s.ticket_id = due.ticket_id
