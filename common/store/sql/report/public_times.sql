-- Times and answers of a month for the public page: of all, by street, by top category. Kind 0, 1, 2; the histogram of
-- handling times in buckets. $1 city, $2 first day of the month
with recursive top as (
    select category_id, category_id as top_id from category where city_id = $1 and parent_id is null
    union all
    select c.category_id, top.top_id from category c join top on c.city_id = $1 and c.parent_id = top.category_id
), kept as (
    select 1 as kind, a as id, r.* from rollup r
    where city_id = $1 and cuboid = 25 and grain = 2 and level = 2 and day = $2::date
    union all
    select 2, top_id, r.* from rollup r join top on top.category_id = r.a
    where city_id = $1 and cuboid = 35 and grain = 2 and level = 0 and day = $2::date
    union all
    select 0, 0, r.* from rollup r
    where city_id = $1 and cuboid = 45 and grain = 2 and level = 0 and day = $2::date
)
select kind, id::integer, coalesce(sum(closed), 0)::bigint, coalesce(sum(solving_s), 0)::bigint,
       coalesce(sum(reached), 0)::bigint, coalesce(sum(satisfied), 0)::bigint,
       array_to_string(array[
           coalesce(sum(t00), 0), coalesce(sum(t01), 0), coalesce(sum(t02), 0), coalesce(sum(t03), 0),
           coalesce(sum(t04), 0), coalesce(sum(t05), 0), coalesce(sum(t06), 0), coalesce(sum(t07), 0),
           coalesce(sum(t08), 0), coalesce(sum(t09), 0), coalesce(sum(t10), 0), coalesce(sum(t11), 0),
           coalesce(sum(t12), 0), coalesce(sum(t13), 0), coalesce(sum(t14), 0), coalesce(sum(t15), 0),
           coalesce(sum(t16), 0), coalesce(sum(t17), 0), coalesce(sum(t18), 0), coalesce(sum(t19), 0),
           coalesce(sum(t20), 0), coalesce(sum(t21), 0), coalesce(sum(t22), 0), coalesce(sum(t23), 0),
           coalesce(sum(t24), 0), coalesce(sum(t25), 0), coalesce(sum(t26), 0), coalesce(sum(t27), 0),
           coalesce(sum(t28), 0), coalesce(sum(t29), 0), coalesce(sum(t30), 0), coalesce(sum(t31), 0),
           coalesce(sum(t32), 0), coalesce(sum(t33), 0), coalesce(sum(t34), 0), coalesce(sum(t35), 0),
           coalesce(sum(t36), 0), coalesce(sum(t37), 0), coalesce(sum(t38), 0), coalesce(sum(t39), 0)], ' ')
from kept group by kind, id order by kind, id
