-- Tickets that were merged into those asked for, and into those in turn: their reporters are told when these are closed.
with recursive joined as (
    select asked.city_id, asked.ticket_id as root, s.ticket_id, s.category_id, s.area_id
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
    union all
    select j.city_id, j.root, s.ticket_id, s.category_id, s.area_id
    from joined j
    cross join lateral (
        select * from standing
        where standing.city_id = j.city_id and standing.merged_into = j.ticket_id and standing.merged_into <> 0
        offset 0
    ) as s
)
select j.city_id, j.root, j.ticket_id, c.channel_id, j.category_id, j.area_id
from joined j
cross join lateral (
    select * from complaint
    where complaint.city_id = j.city_id and complaint.ticket_id = j.ticket_id
    offset 0
) as c
order by j.city_id, j.root, j.ticket_id
