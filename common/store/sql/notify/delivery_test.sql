-- A test message; the same key gives the same one.
with made as (
    insert into delivery (city_id, effect_key, channel, recipient, template, title, body, urgent, importance, not_before,
                          next_at)
    values ($1, $2, $3, $4, 'test', $5, $6, true, 0, clock_timestamp(), clock_timestamp())
    on conflict (city_id, effect_key) do nothing
    returning delivery_id
)
select delivery_id from made
union all
select delivery_id from delivery where city_id = $1 and effect_key = $2
