-- Moves tasks on. A result is only ever replaced by another.
update task k
set state = new.state, handler_id = new.handler_id, signed_at = new.signed_at, handled_at = new.handled_at,
    finished_at = new.finished_at, extensions = new.extensions, extended_ms = new.extended_ms, rating = new.rating,
    exempt = new.exempt <> 0, result = coalesce(new.result, k.result)
from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::integer[], $6::timestamptz[],
            $7::timestamptz[], $8::timestamptz[], $9::smallint[], $10::bigint[], $11::smallint[], $12::smallint[],
            $13::text[])
         as new (city_id, ticket_id, task_id, state, handler_id, signed_at, handled_at, finished_at, extensions,
                 extended_ms, rating, exempt, result)
where k.city_id = new.city_id and k.ticket_id = new.ticket_id and k.task_id = new.task_id
