-- Opens tasks.
insert into task (city_id, ticket_id, task_id, role, organisation_id, state, handler_id, called_by, opened_at, signed_at,
                  extensions, extended_ms)
select * from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::smallint[], $5::integer[], $6::smallint[],
                     $7::integer[], $8::integer[], $9::timestamptz[], $10::timestamptz[], $11::smallint[],
                     $12::bigint[])
