-- The frozen periods of a city, or the one of a name. $1 city, $2 name or null
select freeze_id, name from frozen where city_id = $1 and ($2::text is null or name = $2) order by freeze_id
