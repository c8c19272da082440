-- Orders as they are now, with how many were given one, have received it and have answered.
select i.city_id, i.order_id, i.area_id, i.version, i.receive_by, i.answer_by, i.closed_at is not null,
       r.given, r.received, r.answered
from (select distinct city_id, order_id from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, order_id)) as asked
cross join lateral (
    select * from instruction where instruction.city_id = asked.city_id and instruction.order_id = asked.order_id
) as i
cross join lateral (
    select count(*) as given, count(received_at) as received, count(answered_at) as answered
    from receipt where receipt.city_id = asked.city_id and receipt.order_id = asked.order_id
) as r
