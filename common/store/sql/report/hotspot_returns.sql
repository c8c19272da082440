-- Who hands back most: returned of what was dispatched to them, by organisation.
-- $1 city, $2 first day, $3 last day, $4 limit
with sums as (
    select r.a, coalesce(sum(r.returned), 0) as returned, coalesce(sum(r.dispatched), 0) as dispatched
    from period_parts($2::date, $3::date) p
    join rollup r on r.city_id = $1 and r.cuboid = 15 and r.grain = p.part_grain and r.level = 0
                 and r.day between p.part_first and p.part_last
    group by r.a
)
select jsonb_build_object(
    'from', $2::date, 'to', $3::date,
    'rows', coalesce((
        select jsonb_agg(jsonb_build_object(
            'key', coalesce(o.code, ''), 'organisation', coalesce(o.code, ''), 'organisation_name', coalesce(o.name, ''),
            'tickets', f.returned, 'dispatched', f.dispatched,
            'returning', round(f.returned::numeric / nullif(f.dispatched, 0), 4)) order by f.returned desc, f.dispatched, o.code)
        from (select * from sums where returned > 0 order by returned desc, dispatched, a limit $4::bigint) f
        left join organisation o on o.city_id = $1 and o.organisation_id = f.a), '[]'),
    'total', (select jsonb_build_object('found', count(*) filter (where returned > 0), 'tickets', coalesce(sum(returned), 0),
                                        'dispatched', coalesce(sum(dispatched), 0)) from sums),
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0))::text
