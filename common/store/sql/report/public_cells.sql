-- What the public page shows of a month before small numbers are held back: streets and what lies in none of them, by
-- top category. $1 city, $2 first day of the month
with recursive top as (
    select category_id, category_id as top_id from category where city_id = $1 and parent_id is null
    union all
    select c.category_id, top.top_id from category c join top on c.city_id = $1 and c.parent_id = top.category_id
), kept as (
    select level, a, top_id,
           coalesce(sum(received) filter (where day = $2::date), 0) as received,
           coalesce(sum(closed) filter (where day = $2::date), 0) as closed,
           coalesce(sum(came), 0) - coalesce(sum(went), 0) as open
    from rollup join top on top.category_id = b
    where city_id = $1 and cuboid = 23 and grain = 2 and level in (1, 2) and day <= $2::date
    group by 1, 2, 3
), cells as (
    select a, top_id, received, closed, open from kept where level = 2
    union all
    select 0, top_id, sum(case when level = 1 then received else -received end),
           sum(case when level = 1 then closed else -closed end), sum(case when level = 1 then open else -open end)
    from kept group by top_id
)
select a, top_id::integer, received::bigint, closed::bigint, open::bigint
from cells where received <> 0 or closed <> 0 or open <> 0
order by a, top_id
