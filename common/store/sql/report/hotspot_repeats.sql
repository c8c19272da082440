-- What comes again: tickets received of an estate and category that had another within the 30 days before, or the same
-- day; and those that were merged and reopened.
-- $1 city, $2 first day, $3 last day, $4 limit
with days as (
    select a, b, day, received, coalesce(merged, 0) as merged, coalesce(reopened, 0) as reopened,
           day - lag(day) over (partition by a, b order by day) as pause
    from rollup
    where city_id = $1 and cuboid = 23 and grain = 1 and level = 4 and day between $2::date - 30 and $3::date
      and received > 0
), again as (
    select a, b, sum(received) as received, sum(received) - count(*) filter (where pause is null or pause > 30) as again
    from days
    where day >= $2::date
    group by a, b
), others as (
    select r.a, r.b, coalesce(sum(r.merged), 0) as merged, coalesce(sum(r.reopened), 0) as reopened
    from period_parts($2::date, $3::date) p
    join rollup r on r.city_id = $1 and r.cuboid = 23 and r.grain = p.part_grain and r.level = 4
                 and r.day between p.part_first and p.part_last
    group by 1, 2
    having sum(r.merged) > 0 or sum(r.reopened) > 0
), found as (
    select a, b, coalesce(g.received, 0) as received, coalesce(g.again, 0) as again, coalesce(o.merged, 0) as merged,
           coalesce(o.reopened, 0) as reopened
    from again g full join others o using (a, b)
    where g.again > 0 or o.a is not null
)
select jsonb_build_object(
    'from', $2::date, 'to', $3::date,
    'rows', coalesce((
        select jsonb_agg(jsonb_build_object(
            'key', a.code || '/' || g.code, 'area', a.code, 'area_name', a.name, 'category', g.code, 'category_name', g.name,
            'tickets', f.again, 'received', f.received, 'merged', f.merged, 'reopened', f.reopened)
            order by f.again + f.merged + f.reopened desc, a.code, g.code)
        from (select * from found order by again + merged + reopened desc, a, b limit $4::bigint) f
        join area a on a.city_id = $1 and a.area_id = f.a
        join category g on g.city_id = $1 and g.category_id = f.b), '[]'),
    'total', (select jsonb_build_object('found', count(*), 'tickets', coalesce(sum(again), 0),
                                        'merged', coalesce(sum(merged), 0), 'reopened', coalesce(sum(reopened), 0)) from found),
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0))::text
