-- Sums by area are made anew. $1 city
delete from rollup where city_id = $1 and cuboid in (12, 23, 24, 25)
