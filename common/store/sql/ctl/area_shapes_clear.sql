-- The city's shapes go, before those of the new version come.
delete from area_shape where city_id = $1
