-- Rows of sums of a frozen period, of a cuboid at one level, and of a range of a. $1 city, $2 its number, $3 cuboid,
-- $4 level, $5 first and $6 last a
select a, cells
from rollup_frozen
where city_id = $1 and freeze_id = $2 and cuboid = $3 and level = $4 and a between $5 and $6
