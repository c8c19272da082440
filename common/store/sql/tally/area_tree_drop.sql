-- Areas that are in the tree no more. $1 city
delete from counted_area c
where city_id = $1 and not exists (select from area a where a.city_id = c.city_id and a.area_id = c.area_id)
