-- Stops clocks, or lets them run on. A step that has fired is not armed again.
update clock c
set version = c.version + 1, stopped_at = new.stopped_at, next_at = case when c.next_step = 1 then new.next_at end
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::timestamptz[], $5::timestamptz[])
         as new (city_id, ticket_id, clock_id, stopped_at, next_at)
where c.city_id = new.city_id and c.ticket_id = new.ticket_id and c.clock_id = new.clock_id
