-- The tickets behind a figure: the very entries that it sums up, in the order of the events that they tell of.
-- $1 city, $2 first day, $3 last day, $4 figure, $5 dimension, $6 code of its row or null, $7 after, $8 limit
select jsonb_build_object('tickets', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'position', found.pos, 'ticket', found.ticket_id, 'at', instant_message(e.at),
    'organisation', o.code, 'due', instant_message(e.due_at),
    'late', e.done_at > e.due_at)) order by found.pos), '[]'))::text
from (
    select coalesce(m.event_pos, m.since_pos) as pos, m.city_id, m.ticket_id, m.organisation_id
    from counted m
    where m.city_id = $1 and coalesce(m.event_pos, m.since_pos) > $7 and m.day between $2::date and $3::date
      and m.until_pos is null and m.measures & (1::bigint << (select measure from measure where name = $4)) <> 0
      and ($6::text is null or case $5
           when 'organisation' then coalesce((select code from organisation where city_id = $1 and organisation_id = m.organisation_id), '')
           when 'area' then (select code from area where city_id = $1 and area_id = m.area_id)
           when 'category' then (select code from category where city_id = $1 and category_id = m.category_id)
           when 'channel' then (select code from channel where city_id = $1 and channel_id = m.channel_id)
           when 'day' then m.day::text
           when 'month' then to_char(m.day, 'YYYY-MM') end = $6)
    order by 1
    limit $8
) as found
left join event e on e.city_id = found.city_id and e.pos = found.pos
left join organisation o on o.city_id = $1 and o.organisation_id = found.organisation_id
