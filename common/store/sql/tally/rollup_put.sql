-- Writes rows of sums, in place of those that are kept; in the order of their key, so that nobody waits crosswise.
-- $1 cities, $2 cuboids, $3 grains, $4 levels, $5 days, since 1970-01-01, $6 a and $7 cells, of each row
insert into rollup (city_id, cuboid, grain, level, day, a, cells)
select city_id, cuboid, grain, level, date '1970-01-01' + day, a, cells
from unnest($1::integer[], $2::smallint[], $3::smallint[], $4::smallint[], $5::integer[], $6::integer[], $7::bytea[])
         as new (city_id, cuboid, grain, level, day, a, cells)
on conflict (city_id, cuboid, grain, level, day, a) do update set cells = excluded.cells
