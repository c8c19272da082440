-- Keeps the keys of moves with what they answer.
insert into command (city_id, key, request_hash, ticket_id, version, state, refusal, action)
select * from unnest($1::integer[], $2::text[], $3::bigint[], $4::bigint[], $5::integer[], $6::smallint[], $7::text[],
                     $8::smallint[])
