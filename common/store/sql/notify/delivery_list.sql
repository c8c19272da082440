-- Deliveries as notify.list shows them, newest first.
select jsonb_build_object('deliveries', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'delivery', d.delivery_id, 'key', d.effect_key,
    'state', (array['waiting', 'sending', 'delivered', 'dead'])[d.state],
    'channel', d.channel, 'recipient', nullif(d.recipient, ''), 'event', d.template, 'ticket', nullif(d.ticket_id, 0),
    'urgent', d.urgent, 'made', instant_message(d.made_at), 'not_before', instant_message(d.not_before),
    'next', case when d.state in (1, 2) then instant_message(d.next_at) end, 'attempts', d.attempts,
    'done', instant_message(d.done_at),
    'opened', instant_message(d.opened_at), 'opened_by', (select code from person where city_id = $1 and person_id = d.opened_by),
    'error', d.last_error, 'title', nullif(d.title, '')))
    order by d.delivery_id desc), '[]'))::text
from (
    select *
    from delivery
    where city_id = $1 and ($2::integer is null or state = $2) and ($3::text is null or channel = $3)
      and ($4::bigint is null or ticket_id = $4) and ($5::bigint is null or delivery_id < $5)
    order by delivery_id desc
    limit $6::bigint
) as d
