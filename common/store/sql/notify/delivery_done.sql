-- What became of messages: 2 to be tried again after a pause (ms), 3 delivered, 4 dead. Gives what the tickets' timelines
-- are to be told.
with outcome as materialized (
    select *
    from unnest($1::integer[], $2::bigint[], $3::smallint[], $4::bigint[], $5::text[])
             as new (city_id, batch, state, pause, error)
), changed as (
    update delivery d
    set state = o.state, attempts = d.attempts + 1,
        next_at = clock_timestamp() + o.pause * interval '1 millisecond',
        done_at = case when o.state in (3, 4) then clock_timestamp() end, last_error = nullif(o.error, '')
    from outcome o
    where d.city_id = o.city_id and d.batch = o.batch and d.state = 2
    returning d.*
)
select d.city_id, d.ticket_id, case d.state when 3 then 120 else 121 end::smallint,
       coalesce(e.task_id, 0::smallint), coalesce(e.organisation_id, 0), coalesce(e.area_id, 0),
       coalesce(e.category_id, 0), coalesce(e.channel_id, 0),
       jsonb_strip_nulls(jsonb_build_object(
           'event', d.template, 'channel', d.channel, 'recipient', nullif(d.recipient, ''), 'delivery', d.delivery_id,
           'key', first.effect_key, 'attempts', d.attempts, 'error', d.last_error))::text, 0
from changed d
join delivery first on first.city_id = d.city_id and first.delivery_id = d.batch
left join event e on e.city_id = d.city_id and e.pos = d.pos and d.pos > 0
where d.state in (3, 4) and d.ticket_id <> 0
order by d.city_id, d.delivery_id
