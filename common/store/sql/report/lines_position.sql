-- Up to which position of its log a city's lines of tickets are. $1 city
select coalesce((select pos from cursor where consumer = 'lines' and city_id = $1), 0)::bigint
