-- Which of these commands were done or refused already, and what they answered.
select asked.ordinal - 1, c.request_hash, c.refusal, c.reply
from unnest($1::integer[], $2::text[]) with ordinality as asked (city_id, key, ordinal)
join command c on c.city_id = asked.city_id and c.key = asked.key
