-- What happened to clocks, for ever.
insert into clock_entry (city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at,
                         pack_version, organisation_id)
select * from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::integer[], $5::smallint[], $6::timestamptz[],
                     $7::integer[], $8::smallint[], $9::bigint[], $10::timestamptz[], $11::integer[], $12::integer[])
