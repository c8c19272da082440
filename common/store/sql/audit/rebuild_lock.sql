-- Holds tally up. $1 city
select pos from cursor where consumer = 'tally' and city_id = $1 for update
