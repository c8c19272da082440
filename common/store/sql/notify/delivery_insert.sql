-- Deliveries of one city. What is there already under its key stays as it is: the same effect once.
insert into delivery (city_id, effect_key, pos, event_kind, ticket_id, channel, recipient, template, title, body, urgent,
                      importance, not_before, next_at)
select $1, new.effect_key, new.pos, new.event_kind, new.ticket_id, new.channel, new.recipient, new.template, new.title,
       new.body, new.urgent <> 0, new.importance, new.not_before, new.not_before
from unnest($2::text[], $3::bigint[], $4::smallint[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::smallint[], $12::smallint[], $13::timestamptz[])
         with ordinality
         as new (effect_key, pos, event_kind, ticket_id, channel, recipient, template, title, body, urgent, importance,
                 not_before, ordinal)
order by new.ordinal
on conflict (city_id, effect_key) do nothing
