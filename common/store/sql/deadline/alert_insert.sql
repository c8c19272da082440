-- The fact that a step has fired: once, by its key.
insert into alert (city_id, ticket_id, clock_id, step, kind, due_at, raised_at)
select city_id, ticket_id, clock_id, step, kind, due_at, clock_timestamp()
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::smallint[], $6::timestamptz[])
         as new (city_id, ticket_id, clock_id, step, kind, due_at)
