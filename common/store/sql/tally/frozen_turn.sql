-- The frozen period of a city whose verification is longest ago. $1 city
select freeze_id from frozen where city_id = $1 order by verified_at nulls first, freeze_id limit 1
