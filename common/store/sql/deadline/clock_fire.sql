-- The step of each clock has fired; overdue (step 1) is the last of its ladder.
update clock c
set next_step = new.step + 1, next_at = null
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[]) as new (city_id, ticket_id, clock_id, step)
where c.city_id = new.city_id and c.ticket_id = new.ticket_id and c.clock_id = new.clock_id
