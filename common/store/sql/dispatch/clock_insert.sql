-- Starts clocks.
insert into clock (city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind,
                   limit_ms, started_at, settled_at, used_ms, due_at, late_from, steps, overdue_step, next_at, urgency)
select city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind, limit_ms,
       started_at, settled_at, used_ms::bigint[], due_at, late_from, steps::bigint[], overdue_step, next_at, urgency
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::smallint[], $6::integer[], $7::integer[],
            $8::integer[], $9::smallint[], $10::bigint[], $11::timestamptz[], $12::timestamptz[], $13::text[],
            $14::timestamptz[], $15::timestamptz[], $16::text[], $17::smallint[], $18::timestamptz[], $19::smallint[])
         as new (city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind, limit_ms,
                 started_at, settled_at, used_ms, due_at, late_from, steps, overdue_step, next_at, urgency)
