-- Receipts of those for whom the person of each request may act, in the order asked for. $1 requests, $2 cities, $3
-- orders, $4 persons
select asked.request, r.person_id, r.received_at, r.answered_at
from unnest($1::integer[], $2::integer[], $3::bigint[], $4::integer[]) with ordinality
         as asked (request, city_id, order_id, person_id, ordinal)
cross join lateral (
    select * from receipt
    where receipt.city_id = asked.city_id and receipt.order_id = asked.order_id
      and receipt.person_id = asked.person_id
) as r
order by asked.ordinal
