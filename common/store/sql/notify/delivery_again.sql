-- Messages that were put together before and are due to be tried (again), whole, in the order of their parts; up to
-- $3 of each channel, but for those under way.
select channels.ordinal, d.delivery_id, d.batch, d.recipient, d.urgent, d.attempts, d.ticket_id, d.effect_key,
       d.template, d.title, d.body
from unnest($1::integer[], $2::text[], $3::integer[]) with ordinality as channels (city_id, channel, room, ordinal)
cross join lateral (
    select distinct w.batch
    from delivery w
    where w.city_id = channels.city_id and w.channel = channels.channel and w.state = 2 and w.next_at <= now()
      and w.batch <> all ($4::bigint[])
    order by w.batch
    limit channels.room
) as due
join delivery d on d.city_id = channels.city_id and d.batch = due.batch and d.state = 2
order by channels.ordinal, d.batch, d.urgent desc, d.importance desc, d.delivery_id
