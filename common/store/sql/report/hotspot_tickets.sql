-- The tickets behind a row of hot spots: the entries that it counts, in the order of the events that they tell of.
-- $1 city, $2 first day, $3 last day, $4 measure, $5 area and below or null, $6 category or null, $7 organisation or null
-- (0: the command centre), $8 state or null, $9 reporter of this ticket or null, $10 only where another of the area and
-- category came within the 30 days before or the same day, $11 after, $12 limit
with entries as (
    select coalesce(m.event_pos, m.since_pos) as pos, m.ticket_id, m.day, m.organisation_id, m.stay_s
    from counted m
    where m.city_id = $1 and m.day between $2::date - case when $10::boolean then 30 else 0 end and $3::date
      and m.until_pos is null and m.measures & (1::bigint << $4::integer) <> 0
      and ($5::integer is null or m.area_id = any (area_below($1, $5)))
      and ($6::integer is null or m.category_id = $6) and ($7::integer is null or m.organisation_id = $7)
      and ($8::integer is null or m.state = $8)
      and ($9::bigint is null or m.ticket_id in (select same_reporter($1, $9)))
), chained as (
    select e.*, not $10::boolean or lag(e.day) over (order by e.day, e.pos) >= e.day - 30 as counts
    from entries e
), found as materialized (
    select * from chained where counts and day >= $2::date
)
select jsonb_build_object(
    'total', (select count(*) from found),
    'tickets', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'position', page.pos, 'ticket', page.ticket_id, 'day', page.day, 'at', instant_message(e.at), 'organisation', o.code,
        'stayed', page.stay_s, 'due', instant_message(e.due_at), 'late', e.done_at > e.due_at)) order by page.pos), '[]'))::text
from (select * from found where pos > $11::bigint order by pos limit $12::bigint) as page
left join event e on e.city_id = $1 and e.pos = page.pos
left join organisation o on o.city_id = $1 and o.organisation_id = page.organisation_id
