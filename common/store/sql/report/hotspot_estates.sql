-- Estates by how many of the city's complaints come from them, with their share and the share of all down to them.
-- $1 city, $2 first day, $3 last day, $4 limit
with sums as (
    select r.a, sum(r.received) as tickets
    from period_parts($2::date, $3::date) p
    join rollup r on r.city_id = $1 and r.cuboid = 25 and r.grain = p.part_grain and r.level = 4
                 and r.day between p.part_first and p.part_last
    group by r.a
    having sum(r.received) > 0
), whole as (
    select coalesce(sum(r.received), 0) as tickets
    from period_parts($2::date, $3::date) p
    join rollup r on r.city_id = $1 and r.cuboid = 45 and r.grain = p.part_grain and r.level = 0
                 and r.day between p.part_first and p.part_last
), ranked as (
    select s.*, rank() over (order by s.tickets desc) as rank, sum(s.tickets) over (order by s.tickets desc, s.a) as cumulative
    from sums s
)
select jsonb_build_object(
    'from', $2::date, 'to', $3::date,
    'rows', coalesce((
        select jsonb_agg(jsonb_build_object(
            'key', a.code, 'area', a.code, 'area_name', a.name, 'tickets', f.tickets, 'rank', f.rank,
            'share', round(f.tickets::numeric / w.tickets, 4), 'cumulative', f.cumulative,
            'cumulative_share', round(f.cumulative::numeric / w.tickets, 4)) order by f.cumulative)
        from (select * from ranked order by cumulative limit $4::bigint) f
        cross join whole w
        join area a on a.city_id = $1 and a.area_id = f.a), '[]'),
    'total', (select jsonb_build_object(
        'tickets', w.tickets, 'estates', (select count(*) from sums), 'in_estates', (select coalesce(sum(tickets), 0) from sums),
        'estates_of_half', (select count(*) from ranked where cumulative - tickets < 0.5 * (select sum(tickets) from sums)))
        from whole w),
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0))::text
