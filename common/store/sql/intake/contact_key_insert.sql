-- Stores a worker's data key, sealed, before the first contact data under it; again where a commit was in doubt.
insert into contact_key (key_id, public_id, sealed)
select key_id, public_id, sealed
from unnest($1::bigint[], $2::text[], $3::bytea[]) as new (key_id, public_id, sealed)
on conflict do nothing
