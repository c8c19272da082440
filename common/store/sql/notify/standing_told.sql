-- Says that standing reports were handed to the deliveries. $1 city, $2 names, $3 first days
update standing_report s
set told_at = now()
from unnest($2::text[], $3::text[]) as told (name, first_day)
where s.city_id = $1 and s.name = told.name and s.first_day = told.first_day::date and s.told_at is null
