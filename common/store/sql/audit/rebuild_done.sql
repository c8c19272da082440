-- A city is counted up to a position. $1 city, $2 position
update cursor set pos = $2 where consumer = 'tally' and city_id = $1
