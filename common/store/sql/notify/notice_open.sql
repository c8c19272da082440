-- Somebody has opened what was told: the first time counts, of what has gone out and was for them or for a channel as a
-- whole. Gives what the ticket's timeline is to be told, as delivery_done. $1 city, $2 delivery, $3 and $4 the person
with opened as (
    update delivery
    set opened_at = clock_timestamp(), opened_by = $3
    where city_id = $1 and delivery_id = $2 and opened_at is null and state > 1 and recipient in ('', $4)
    returning *
)
select d.city_id, d.ticket_id, 122::smallint, coalesce(e.task_id, 0::smallint), coalesce(e.organisation_id, 0),
       coalesce(e.area_id, 0), coalesce(e.category_id, 0), coalesce(e.channel_id, 0),
       jsonb_strip_nulls(jsonb_build_object('event', d.template, 'channel', d.channel, 'recipient', nullif(d.recipient, ''),
                                            'delivery', d.delivery_id))::text, d.opened_by
from opened d
left join event e on e.city_id = d.city_id and e.pos = d.pos and d.pos > 0
where d.ticket_id <> 0
