-- The slowest steps: states and at whom tickets stayed in them, by mean time; of those left five times at least.
-- $1 city, $2 first day, $3 last day, $4 limit
with sums as (
    select r.a, r.b, sum(r.stayed) as stayed, coalesce(sum(r.stay_s), 0) as stay_s
    from period_parts($2::date, $3::date) p
    join rollup r on r.city_id = $1 and r.cuboid = 16 and r.grain = p.part_grain and r.level = 0
                 and r.day between p.part_first and p.part_last
    group by r.a, r.b
    having sum(r.stayed) >= 5
)
select jsonb_build_object(
    'from', $2::date, 'to', $3::date,
    'rows', coalesce((
        select jsonb_agg(jsonb_build_object(
            'key', l.name || '/' || coalesce(o.code, ''), 'state', l.name, 'organisation', coalesce(o.code, ''),
            'organisation_name', coalesce(o.name, ''), 'tickets', f.stayed, 'stay_s', f.stay_s,
            'stay_mean', round(f.stay_s::numeric / f.stayed)) order by f.stay_s::numeric / f.stayed desc, l.name, o.code)
        from (select * from sums order by stay_s::numeric / stayed desc, a, b limit $4::bigint) f
        join lifecycle_state l on l.state = f.b
        left join organisation o on o.city_id = $1 and o.organisation_id = f.a), '[]'),
    'total', (select jsonb_build_object('found', count(*), 'tickets', coalesce(sum(stayed), 0),
                                        'stay_s', coalesce(sum(stay_s), 0)) from sums),
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0))::text
