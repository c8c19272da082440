-- The code of one area.
select code from area where city_id = $1 and area_id = $2
