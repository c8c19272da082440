-- Fires clocks whose next alert was due before this millisecond (moves count in milliseconds, and who is done in the one
-- in which it is due is on time): the most important first of all cities, of these the most overdue, at most $1. Each is
-- locked first; one that somebody else has locked is being changed or fired by them, and one that was changed since this
-- statement began is left for the next look: it is updated by its place, and there its newest row is not seen yet. The
-- next step of the ladder is armed; a clock that was stopped, or is paused, still fires what came before that. Gives what
-- has fired, in that order, with what the event needs to know of the ticket, and by how many ms it is late. `now()`
-- because an index is not searched for a volatile function's value; the stretches of the index are put in order first,
-- and the join goes through them one after another until there are enough.
with due as (
    select armed.place, row_number() over () as ordinal, coalesce(s.area_id, t.area_id) as area_id,
           coalesce(s.category_id, t.category_id) as category_id, t.channel_id
    from (
        select armed.*
        from (
            select city.city_id, of_all.importance
            from generate_series(0, 5) as of_all (importance)
            cross join city
            order by of_all.importance, city.city_id
        ) as stretch
        cross join lateral (
            select c.ctid as place, c.city_id, c.ticket_id
            from clock c
            where c.city_id = stretch.city_id and c.importance = stretch.importance
              and c.next_at < date_trunc('milliseconds', now())
            order by c.next_at
            limit $1
            for update skip locked
        ) as armed
        limit $1
    ) as armed
    join complaint t on t.city_id = armed.city_id and t.ticket_id = armed.ticket_id
    left join standing s on s.city_id = armed.city_id and s.ticket_id = armed.ticket_id
), fired as (
    update clock c
    set next_step = c.next_step + 1,
        next_at = case
            when c.stopped_at is null and not c.paused then to_timestamp(c.steps[c.next_step + 1] / 1000::double precision)
            when c.steps[c.next_step + 1] < instant_message(case when c.paused then c.settled_at else c.stopped_at end)
                then to_timestamp(c.steps[c.next_step + 1] / 1000::double precision)
        end
    from due
    where c.ctid = due.place
    returning due.ordinal, c.city_id, c.ticket_id, c.clock_id, c.task_id, (c.next_step - 1)::smallint as step,
              c.steps[c.next_step - 1] as step_at, c.due_at, c.organisation_id, due.area_id, due.category_id,
              due.channel_id, c.overdue_step, c.kind
)
select city_id, ticket_id, clock_id, task_id, step, to_timestamp(step_at / 1000::double precision), due_at,
       organisation_id, area_id, category_id, channel_id, overdue_step, kind, (select instant_message(now())) - step_at
from fired
order by ordinal
