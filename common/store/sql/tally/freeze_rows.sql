-- Keeps sums of a frozen period. $1 city, $2 its number, $3 cuboids, $4 levels, $5 a and $6 cells, of each row
insert into rollup_frozen (city_id, freeze_id, cuboid, level, a, cells)
select $1, $2, cuboid, level, a, cells
from unnest($3::smallint[], $4::smallint[], $5::integer[], $6::bytea[]) as new (cuboid, level, a, cells)
