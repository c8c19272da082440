-- Which of these moves were made or refused already, and what they answered.
select asked.ordinal - 1, c.request_hash, c.ticket_id, c.version, c.state, c.refusal
from unnest($1::integer[], $2::text[]) with ordinality as asked (city_id, key, ordinal)
join command c on c.city_id = asked.city_id and c.key = asked.key
