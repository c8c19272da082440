-- The areas of a city, with what they lie in. $1 city
select area_id, coalesce(parent_id, 0), kind from area where city_id = $1
