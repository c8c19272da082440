-- What the tickets of a city count for is made anew. $1 city
delete from counted where city_id = $1
