-- One delivery with its text.
select jsonb_build_object('delivery', jsonb_strip_nulls(jsonb_build_object(
    'delivery', d.delivery_id, 'key', d.effect_key,
    'state', (array['waiting', 'sending', 'delivered', 'dead'])[d.state],
    'channel', d.channel, 'recipient', nullif(d.recipient, ''), 'event', d.template, 'ticket', nullif(d.ticket_id, 0),
    'urgent', d.urgent, 'made', instant_message(d.made_at), 'not_before', instant_message(d.not_before),
    'next', case when d.state in (1, 2) then instant_message(d.next_at) end, 'attempts', d.attempts,
    'done', instant_message(d.done_at),
    'opened', instant_message(d.opened_at), 'opened_by', (select code from person where city_id = $1 and person_id = d.opened_by),
    'error', d.last_error, 'title', nullif(d.title, ''), 'text', d.body,
    'position', nullif(d.pos, 0), 'batch', d.batch, 'batch_key', first.effect_key)))::text
from delivery d
left join delivery first on first.city_id = d.city_id and first.delivery_id = d.batch
where d.city_id = $1 and d.delivery_id = $2
