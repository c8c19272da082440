-- steward triage: tickets of city $1 that were reported from day $2 to day $3 of its time zone and went to an
-- organisation that had to act, the newest $4 of them, in order of time. Struck out ones teach nothing.
select received_at, title, description, area, channel, latitude, longitude, hour, weekday, organisation
from (
    select t.received_at, t.ticket_id, t.title, t.description, a.code as area, ch.code as channel,
           t.latitude::text as latitude, t.longitude::text as longitude,
           extract(hour from t.received_at at time zone c.timezone)::integer as hour,
           extract(isodow from t.received_at at time zone c.timezone)::integer - 1 as weekday, o.code as organisation
    from city c
    join ticket t on t.city_id = c.city_id
    join lifecycle_state s on s.state = t.state and s.name not in ('rejected', 'voided', 'withdrawn')
    join area a on a.city_id = t.city_id and a.area_id = t.area_id
    join channel ch on ch.city_id = t.city_id and ch.channel_id = t.channel_id
    join organisation o on o.city_id = t.city_id and o.organisation_id = t.organisation_id
    where c.city_id = $1
      and t.received_at >= $2::text::date::timestamp at time zone c.timezone
      and t.received_at < ($3::text::date + 1)::timestamp at time zone c.timezone
    order by t.received_at desc, t.ticket_id desc
    limit $4
) as newest
order by received_at, ticket_id
