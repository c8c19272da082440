-- The sums of a city are made anew. $1 city
delete from rollup where city_id = $1
