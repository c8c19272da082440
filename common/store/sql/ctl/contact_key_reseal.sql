-- Data keys sealed anew. $1 which, $2 the public key, $3 the seals
update contact_key k
set public_id = $2, sealed = new.sealed
from unnest($1::bigint[], $3::bytea[]) as new (key_id, sealed)
where k.key_id = new.key_id
