-- Keeps the keys of commands about orders with what they answer. They are about no ticket.
insert into command (city_id, key, request_hash, ticket_id, version, state, refusal, reply)
select city_id, key, request_hash, 0, 0, 0, refusal, reply
from unnest($1::integer[], $2::text[], $3::bigint[], $4::text[], $5::text[])
         as new (city_id, key, request_hash, refusal, reply)
