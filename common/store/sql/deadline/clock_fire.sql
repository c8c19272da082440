-- A step of each clock has fired; the next one of its ladder is armed. A clock that was stopped, or is paused, still
-- fires what came before that.
update clock c
set next_step = new.step + 1,
    next_at = case
        when c.stopped_at is null and not c.paused then to_timestamp(c.steps[new.step + 1] / 1000.0)
        when c.steps[new.step + 1] < instant_message(case when c.paused then c.settled_at else c.stopped_at end)
            then to_timestamp(c.steps[new.step + 1] / 1000.0)
    end
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[]) as new (city_id, ticket_id, clock_id, step)
where c.city_id = new.city_id and c.ticket_id = new.ticket_id and c.clock_id = new.clock_id
