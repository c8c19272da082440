-- The first day that anything is counted on, since 1970-01-01; null where nothing is. $1 city
select min(day) - date '1970-01-01' from rollup where city_id = $1 and cuboid = 45 and grain = 1 and level = 0
