-- Rows of sums of a cuboid at one level, of some days, ten days or months, and of a range of a. $1 city, $2 cuboid,
-- $3 level, $4 first and $5 last a, $6 grains and $7 days, since 1970-01-01, pairs
select wanted.grain, wanted.day, r.a, r.cells
from unnest($6::smallint[], $7::integer[]) as wanted (grain, day)
join rollup r on r.city_id = $1 and r.cuboid = $2 and r.grain = wanted.grain and r.level = $3
             and r.day = date '1970-01-01' + wanted.day and r.a between $4 and $5
