-- Deliveries that wait and are in no message yet, the most important first, up to 500 of each channel.
select channels.ordinal, d.delivery_id, d.batch, d.recipient, d.urgent, d.attempts, d.ticket_id, d.effect_key,
       d.template, d.title, d.body
from unnest($1::integer[], $2::text[]) with ordinality as channels (city_id, channel, ordinal)
cross join lateral (
    select *
    from delivery w
    where w.city_id = channels.city_id and w.channel = channels.channel and w.state = 1 and w.next_at <= now()
    order by w.urgent desc, w.importance desc, w.delivery_id
    limit 500
) as d
order by channels.ordinal, d.urgent desc, d.importance desc, d.delivery_id
