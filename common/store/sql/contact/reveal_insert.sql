-- Keeps the keys of reveals, in the transaction that logs them.
insert into contact_reveal (city_id, key, request_hash, ticket_id, revealed_at)
select city_id, key, request_hash, ticket_id, now()
from unnest($1::integer[], $2::text[], $3::bigint[], $4::bigint[]) as new (city_id, key, request_hash, ticket_id)
