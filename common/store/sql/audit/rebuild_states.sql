-- How many tickets of a city are in each state is counted anew. $1 city
delete from rollup_state where city_id = $1
