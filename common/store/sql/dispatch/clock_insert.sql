-- Starts handling clocks (kind 1): one a task, under the task's number.
insert into clock (city_id, ticket_id, clock_id, task_id, kind, version, limit_kind, limit_ms, started_at, due_at,
                   next_at)
select city_id, ticket_id, task_id, task_id, 1, 1, limit_kind, limit_ms, started_at, due_at, next_at
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::bigint[], $6::timestamptz[],
            $7::timestamptz[], $8::timestamptz[])
         as new (city_id, ticket_id, task_id, limit_kind, limit_ms, started_at, due_at, next_at)
