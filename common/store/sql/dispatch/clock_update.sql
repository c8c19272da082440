-- Writes clocks as their ledgers make them now. A step that has fired since they were read is not armed again.
update clock c
set task_id = new.task_id, organisation_id = new.organisation_id, pack_version = new.pack_version,
    version = new.version, limit_kind = new.limit_kind, limit_ms = new.limit_ms, settled_at = new.settled_at,
    used_ms = new.used_ms::bigint[], due_at = new.due_at, late_from = new.late_from, stopped_at = new.stopped_at,
    paused = new.paused <> 0, exempt = new.exempt <> 0, steps = new.steps::bigint[],
    urgency = new.urgency, next_at = case when c.next_step = new.next_step then new.next_at end
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::integer[], $6::integer[], $7::integer[],
            $8::smallint[], $9::bigint[], $10::timestamptz[], $11::text[], $12::timestamptz[], $13::timestamptz[],
            $14::timestamptz[], $15::smallint[], $16::smallint[], $17::text[], $18::smallint[], $19::timestamptz[],
            $20::smallint[])
         as new (city_id, ticket_id, clock_id, task_id, organisation_id, pack_version, version, limit_kind, limit_ms,
                 settled_at, used_ms, due_at, late_from, stopped_at, paused, exempt, steps, next_step, next_at, urgency)
where c.city_id = new.city_id and c.ticket_id = new.ticket_id and c.clock_id = new.clock_id
