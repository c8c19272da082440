-- Which tickets the log has touched since report took it in, the position that a board is of which looks at those itself, and
-- the newest position. $1 city
with log as materialized (
    select coalesce((select pos from cursor where consumer = 'lines' and city_id = $1), 0) as pos,
           coalesce((select max(pos) from event where city_id = $1), 0) as head
)
select coalesce(fresh.tickets, '{}')::text, case when fresh.tickets is null then pos else head end, head
from log
cross join lateral (select ticket_line_since($1, pos, head) as tickets) as fresh
