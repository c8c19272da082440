-- The tickets that were asked for, with their contact data, sealed, and the newest other tickets with the same telephone
-- number. $1 cities, $2 tickets
select asked.ordinal - 1, t.area_id, t.category_id, t.channel_id, c.ticket_id is not null, c.anonymous, c.key_id,
       k.public_id, k.sealed, c.sealed,
       coalesce((
           select jsonb_agg(other.ticket_id order by other.ticket_id desc)
           from (select o.ticket_id from contact o
                 where o.city_id = c.city_id and o.phone_index = c.phone_index and o.ticket_id <> c.ticket_id
                 order by o.ticket_id desc limit 20) as other), '[]')::text
from unnest($1::integer[], $2::bigint[]) with ordinality as asked (city_id, ticket_id, ordinal)
join complaint t on t.city_id = asked.city_id and t.ticket_id = asked.ticket_id
left join contact c on c.city_id = t.city_id and c.ticket_id = t.ticket_id
left join contact_key k on k.key_id = c.key_id
