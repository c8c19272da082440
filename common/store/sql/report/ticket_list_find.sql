-- The page of a list: numbers of its tickets, when each was moved last, where the next page begins (a full page's, or where a
-- search has looked at as many as it does at once), and which position of the log the list is of. What tally has not taken in
-- yet is looked at here where that is little. $1 city, $2 what is asked, as JSON
with log as materialized (
    select coalesce((select pos from cursor where consumer = 'lines' and city_id = $1::integer), 0) as pos,
           coalesce((select max(pos) from event where city_id = $1::integer), 0) as head
), since as materialized (
    select ticket_line_since($1::integer, pos, head) as tickets from log
), page as materialized (
    select found.ticket_id, found.place, n
    from since
    cross join lateral ticket_list($1::integer, $2::jsonb, coalesce(since.tickets, '{}')) with ordinality
        as found (ticket_id, place, n)
)
select jsonb_build_object(
    'tickets', coalesce(jsonb_agg(jsonb_build_object('ticket', page.ticket_id, 'updated', instant_message(
        coalesce(fresh.updated_at, taken_in.updated_at))) order by n) filter (where page.ticket_id is not null), '[]'),
    'next', max(page.place) filter (where page.ticket_id is null or n = ($2::jsonb->>'limit')::bigint),
    'position', (select case when tickets is null then pos else head end from log, since),
    'head', (select head from log))::text
from page
left join ticket_line taken_in on taken_in.city_id = $1::integer and taken_in.ticket_id = page.ticket_id
left join (select now_is.* from since cross join lateral ticket_line_now($1::integer, coalesce(since.tickets, '{}')) as now_is) as fresh
     on fresh.ticket_id = page.ticket_id
