-- Rows of sums as they are kept, each with the place of its key among those asked for, which begin with 1. $1 cities,
-- $2 cuboids, $3 grains, $4 levels, $5 days, since 1970-01-01, and $6 a, of each row
select wanted.place, r.cells
from unnest($1::integer[], $2::smallint[], $3::smallint[], $4::smallint[], $5::integer[], $6::integer[]) with ordinality
         as wanted (city_id, cuboid, grain, level, day, a, place)
join rollup r on r.city_id = wanted.city_id and r.cuboid = wanted.cuboid and r.grain = wanted.grain
             and r.level = wanted.level and r.day = date '1970-01-01' + wanted.day and r.a = wanted.a
