-- Stops clocks, or lets them run on. They are locked since they were read.
update clock c
set version = c.version + 1, stopped_at = new.stopped_at, next_at = new.next_at
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::timestamptz[], $5::timestamptz[])
         as new (city_id, ticket_id, clock_id, stopped_at, next_at)
where c.city_id = new.city_id and c.ticket_id = new.ticket_id and c.clock_id = new.clock_id
