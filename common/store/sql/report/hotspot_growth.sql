-- What grows unusually: tickets received in the last 7 days, by area of a level and category, against the weeks before,
-- at most 8, at least 4 (else there is nothing to hold it against). Of n weeks with the mean m and the variance v:
-- score = (recent - m) / sqrt(max(m, v) * (1 + 1 / n) + 1); shown from 3 on, and from 5 tickets on. How often that is a
-- false alarm: docs/hotspots.md.
-- $1 city, $2 last day, $3 level, $4 limit
with span as (
    select least(8, ($2::date - 6 - day) / 7) as weeks
    from rollup where city_id = $1 and cuboid = 45 and grain = 1 and level = 0 order by day limit 1
), weeks as (
    select a, b, ($2::date - day) / 7 as week, sum(received) as tickets
    from rollup
    where city_id = $1 and cuboid = 23 and grain = 1 and level = $3
      and day > $2::date - 7 * (1 + (select weeks from span)) and day <= $2::date
    group by 1, 2, 3
), history as (
    select a, b, coalesce(sum(tickets) filter (where week = 0), 0) as recent,
           coalesce(sum(tickets) filter (where week > 0), 0)::double precision as before,
           coalesce(sum(tickets * tickets) filter (where week > 0), 0)::double precision as squares
    from weeks
    group by a, b
), compared as (
    select a, b, recent, s.weeks, before / s.weeks as mean, (squares - before * before / s.weeks) / (s.weeks - 1) as variance
    from history cross join span s
    where recent >= 5 and s.weeks >= 4
), found as (
    select *, (recent - mean) / sqrt(greatest(mean, variance) * (1 + 1.0 / weeks) + 1) as score from compared
)
select jsonb_build_object(
    'from', $2::date - 6, 'to', $2::date,
    'weeks', coalesce((select weeks from span), 0),
    'rows', coalesce((
        select jsonb_agg(jsonb_build_object(
            'key', a.code || '/' || g.code, 'area', a.code, 'area_name', a.name, 'category', g.code, 'category_name', g.name,
            'tickets', f.recent, 'mean', round(f.mean::numeric, 2), 'deviation', round(sqrt(f.variance)::numeric, 2),
            'score', round(f.score::numeric, 2)) order by f.score desc, f.recent desc, a.code, g.code)
        from (select * from found where score >= 3 order by score desc, recent desc, a, b limit $4::bigint) f
        join area a on a.city_id = $1 and a.area_id = f.a
        join category g on g.city_id = $1 and g.category_id = f.b), '[]'),
    'total', (select jsonb_build_object('found', count(*), 'tickets', coalesce(sum(recent), 0)) from found where score >= 3),
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0))::text
