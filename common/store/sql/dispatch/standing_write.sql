-- What was sorted, asked, urged or merged, beside the state.
insert into standing (city_id, ticket_id, category_id, area_id, urgency, standard, urges, urged_at, calls, asked_by,
                      asked_ms, agreed_by, merged_into)
select * from unnest($1::integer[], $2::bigint[], $3::integer[], $4::integer[], $5::smallint[], $6::text[],
                     $7::smallint[], $8::timestamptz[], $9::smallint[], $10::integer[], $11::bigint[], $12::integer[],
                     $13::bigint[])
on conflict (city_id, ticket_id) do update
set category_id = excluded.category_id, area_id = excluded.area_id, urgency = excluded.urgency,
    standard = excluded.standard, urges = excluded.urges, urged_at = excluded.urged_at, calls = excluded.calls,
    asked_by = excluded.asked_by, asked_ms = excluded.asked_ms, agreed_by = excluded.agreed_by,
    merged_into = excluded.merged_into
