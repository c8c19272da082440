-- Up to which position of its log a city's figures are counted. $1 city
select coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0)::bigint
