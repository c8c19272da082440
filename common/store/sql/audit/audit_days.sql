-- The days of a period on which anything counts, by what tickets count for or by the sums. $1 city, $2 first and $3 last
-- day, since 1970-01-01; $4 cuboids and $5 levels, pairs
select day - date '1970-01-01'
from (
    select day from counted
    where city_id = $1 and day between date '1970-01-01' + $2::integer and date '1970-01-01' + $3::integer
      and until_pos is null
    union
    select r.day
    from unnest($4::smallint[], $5::smallint[]) as pair (cuboid, level)
    join rollup r on r.city_id = $1 and r.cuboid = pair.cuboid and r.grain = 1 and r.level = pair.level
        and r.day between date '1970-01-01' + $2::integer and date '1970-01-01' + $3::integer
) as counts
order by day
