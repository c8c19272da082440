-- Holds the cursor of tally; no row where it is held by who counts the city anew. $1 city
select pos from cursor where consumer = 'tally' and city_id = $1 for update skip locked
