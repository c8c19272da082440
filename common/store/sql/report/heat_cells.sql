-- Squares of the heat map with what came from each in a period, the most first: how many tickets, how many of them are open,
-- how many overdue. What has no place is in square -1. $1 city, $2 first day, $3 last day, $4 area and below or null,
-- $5 category and below or null, $6 channel or null, $7 urgency or null
with asked as materialized (
    select case when $4::integer is not null then area_below($1, $4) end as areas,
           case when $5::integer is not null then category_below($1, $5) end as categories
), parts as (
    select cell, count(*) as tickets, 0::bigint as open, 0::bigint as overdue
    from heat_line
    where city_id = $1 and day between $2::date and $3::date and ended
      and ($4::integer is null or area_id = any ((select areas from asked)::integer[]))
      and ($5::integer is null or category_id = any ((select categories from asked)::integer[]))
      and ($6::integer is null or channel_id = $6) and ($7::integer is null or urgency = $7)
    group by cell
    union all
    select cell, count(*), count(*), count(*) filter (where due_at < now())
    from heat_line
    where city_id = $1 and day between $2::date and $3::date and not ended
      and ($4::integer is null or area_id = any ((select areas from asked)::integer[]))
      and ($5::integer is null or category_id = any ((select categories from asked)::integer[]))
      and ($6::integer is null or channel_id = $6) and ($7::integer is null or urgency = $7)
    group by cell
)
select cell, sum(tickets)::bigint, sum(open)::bigint, sum(overdue)::bigint
from parts
group by cell
order by 2 desc, 1
