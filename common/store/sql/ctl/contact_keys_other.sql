-- Data keys that are sealed with another public key than $1.
select key_id, public_id, sealed
from contact_key
where public_id <> $1
order by key_id
limit 200
