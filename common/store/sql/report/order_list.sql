-- Orders, newest first, with how many have received and answered them.
-- $1 city, $2 only open ones, $3 before or null, $4 limit
select jsonb_build_object('orders', coalesce(jsonb_agg(brief.message order by brief.order_id desc), '[]'))::text
from (
    select i.order_id, jsonb_strip_nulls(jsonb_build_object(
        'order', i.order_id,
        'state', case when i.closed_at is null then 'open' else 'closed' end,
        'area', a.code,
        'title', i.title,
        'issued', instant_message(i.issued_at),
        'answer_by', instant_message(i.answer_by),
        'given', r.given,
        'received', r.received,
        'answered', r.answered,
        'pushes', i.pushes)) as message
    from instruction i
    join area a on a.city_id = i.city_id and a.area_id = i.area_id
    cross join lateral (
        select count(*) as given, count(received_at) as received, count(answered_at) as answered
        from receipt where receipt.city_id = i.city_id and receipt.order_id = i.order_id
    ) as r
    where i.city_id = $1
      and (not $2 or i.closed_at is null)
      and ($3::bigint is null or i.order_id < $3)
    order by i.order_id desc
    limit $4
) as brief
