-- The tickets behind a square of the heat map, in the order in which they came: what heat_cells.sql counts.
-- $1 city, $2 first day, $3 last day, $4 area and below or null, $5 category and below or null, $6 channel or null,
-- $7 urgency or null, $8 square, $9 0: all, 1: open ones, 2: overdue ones, $10 after, $11 limit
with asked as materialized (
    select case when $4::integer is not null then area_below($1, $4) end as areas,
           case when $5::integer is not null then category_below($1, $5) end as categories
), found as materialized (
    select pos, ticket_id, day, due_at
    from heat_line
    where city_id = $1 and day between $2::date and $3::date and cell = $8
      and ($4::integer is null or area_id = any ((select areas from asked)::integer[]))
      and ($5::integer is null or category_id = any ((select categories from asked)::integer[]))
      and ($6::integer is null or channel_id = $6) and ($7::integer is null or urgency = $7)
      and ($9::integer = 0 or not ended) and ($9 < 2 or due_at < now())
)
select jsonb_build_object(
    'total', (select count(*) from found),
    'tickets', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'position', page.pos, 'ticket', page.ticket_id, 'day', page.day, 'at', instant_message(l.received_at),
        'organisation', o.code, 'due', instant_message(page.due_at), 'late', page.due_at < now()))
        order by page.pos, page.ticket_id), '[]'))::text
from (select * from found where pos > $10::bigint order by pos, ticket_id limit $11::bigint) as page
left join ticket_line l on l.city_id = $1 and l.ticket_id = page.ticket_id
left join organisation o on o.city_id = $1 and o.organisation_id = l.organisation_id
