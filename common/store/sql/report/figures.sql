-- Figures of a period by one dimension, from the rollup, with the position up to which they count.
-- $1 city, $2 first day, $3 last day, $4 dimension: organisation, area, category, channel, day or month
with kept as (
    select case $4 when 'organisation' then r.a when 'area' then r.a when 'category' then r.a when 'channel' then r.a end as id,
           case $4 when 'day' then day::text when 'month' then to_char(day, 'YYYY-MM') end as period, r.*
    from rollup r
    where city_id = $1 and grain = 1 and day between $2::date and $3::date
      and cuboid = case $4 when 'organisation' then 15 when 'area' then 25 when 'category' then 35 else 45 end
), sums as (
    select id, period,
           coalesce(sum(received), 0) as received, coalesce(sum(accepted), 0) as accepted, coalesce(sum(dispatched), 0) as dispatched,
           coalesce(sum(signed), 0) as signed, coalesce(sum(handled), 0) as handled, coalesce(sum(verified), 0) as verified,
           coalesce(sum(closed), 0) as closed, coalesce(sum(closed_on_time), 0) as closed_on_time, coalesce(sum(closed_late), 0) as closed_late,
           coalesce(sum(closed_without_limit), 0) as closed_without_limit, coalesce(sum(followed_up), 0) as followed_up, coalesce(sum(reached), 0) as reached,
           coalesce(sum(solved), 0) as solved, coalesce(sum(satisfied), 0) as satisfied, coalesce(sum(rejected), 0) as rejected,
           coalesce(sum(returned), 0) as returned, coalesce(sum(reworked), 0) as reworked, coalesce(sum(voided), 0) as voided,
           coalesce(sum(withdrawn), 0) as withdrawn, coalesce(sum(overdue), 0) as overdue
    from kept
    group by id, period
), whole as (
    select coalesce(sum(received), 0) as received, coalesce(sum(accepted), 0) as accepted, coalesce(sum(dispatched), 0) as dispatched,
           coalesce(sum(signed), 0) as signed, coalesce(sum(handled), 0) as handled, coalesce(sum(verified), 0) as verified,
           coalesce(sum(closed), 0) as closed, coalesce(sum(closed_on_time), 0) as closed_on_time, coalesce(sum(closed_late), 0) as closed_late,
           coalesce(sum(closed_without_limit), 0) as closed_without_limit, coalesce(sum(followed_up), 0) as followed_up, coalesce(sum(reached), 0) as reached,
           coalesce(sum(solved), 0) as solved, coalesce(sum(satisfied), 0) as satisfied, coalesce(sum(rejected), 0) as rejected,
           coalesce(sum(returned), 0) as returned, coalesce(sum(reworked), 0) as reworked, coalesce(sum(voided), 0) as voided,
           coalesce(sum(withdrawn), 0) as withdrawn, coalesce(sum(overdue), 0) as overdue
    from rollup
    where city_id = $1 and cuboid = 45 and grain = 1 and level = 0 and day between $2::date and $3::date
), named as (
    select coalesce(o.code, a.code, g.code, h.code, s.period, '') as code,
           coalesce(o.name, a.name, g.name, h.name, s.period, '') as name,
           to_jsonb(s) - 'id' - 'period' as figures
    from sums s
    left join organisation o on $4 = 'organisation' and o.city_id = $1 and o.organisation_id = s.id
    left join area a on $4 = 'area' and a.city_id = $1 and a.area_id = s.id
    left join category g on $4 = 'category' and g.city_id = $1 and g.category_id = s.id
    left join channel h on $4 = 'channel' and h.city_id = $1 and h.channel_id = s.id
)
select jsonb_build_object(
    'rows', coalesce((select jsonb_agg(jsonb_build_object('code', code, 'name', name) || figures order by code)
                      from named), '[]'),
    'total', (select to_jsonb(whole) from whole),
    'position', coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0))::text
