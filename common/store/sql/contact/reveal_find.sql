-- Which of these reveals were done already. $1 cities, $2 keys
select asked.ordinal - 1, r.request_hash, r.revealed_at
from unnest($1::integer[], $2::text[]) with ordinality as asked (city_id, key, ordinal)
join contact_reveal r on r.city_id = asked.city_id and r.key = asked.key
