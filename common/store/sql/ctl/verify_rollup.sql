-- steward log verify: the sums by channel and urgency are those of what counts. $1: a city, or null for all.
with kept as (
    select r.city_id, r.day, r.a, r.b, m.measure, (to_jsonb(r)->>m.name)::bigint as tickets
    from rollup r cross join measure m
    where cuboid = 45 and grain = 1 and ($1::integer is null or city_id = $1)
), both_ways as (
    select city_id, day, a, b, measure, tickets from kept where tickets <> 0
    union all
    select city_id, day, channel_id, urgency, m.measure, -1
    from counted c join measure m on c.measures & (1::bigint << m.measure) <> 0 and m.name <> 'stayed'
    where until_pos is null and ($1::integer is null or city_id = $1)
), compared as (
    select city_id, day, a, b, measure, sum(tickets) as difference
    from both_ways
    group by city_id, day, a, b, measure
)
select count(*) as checked, count(*) filter (where difference <> 0) as wrong,
       array_to_string((array_agg(format('%s channel %s urgency %s %s', day, a, b, (select name from measure m where m.measure = c.measure))
                                  order by city_id, day) filter (where difference <> 0))[1:5], '; ') as examples
from compared c
