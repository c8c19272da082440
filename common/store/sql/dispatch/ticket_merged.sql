-- Tickets that were merged into those asked for: their reporters are told when these are closed.
select s.city_id, s.merged_into, s.ticket_id, c.channel_id, s.category_id, s.area_id
from (
    select distinct city_id, ticket_id
    from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, ticket_id)
    order by city_id, ticket_id
) as asked
cross join lateral (
    select * from standing
    where standing.city_id = asked.city_id and standing.merged_into = asked.ticket_id and standing.merged_into <> 0
    offset 0
) as s
cross join lateral (
    select * from complaint
    where complaint.city_id = s.city_id and complaint.ticket_id = s.ticket_id
    offset 0
) as c
order by s.city_id, s.merged_into, s.ticket_id
