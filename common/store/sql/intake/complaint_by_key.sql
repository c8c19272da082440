-- Which of these submissions are stored already.
select asked.ordinal - 1, t.ticket_id, t.request_hash
from unnest($1::integer[], $2::text[]) with ordinality as asked (city_id, key, ordinal)
join complaint t on t.city_id = asked.city_id and t.key = asked.key
