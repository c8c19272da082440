-- The newest period that each standing report of a city was made of. Days since 1970-01-01. $1 city
select name, max(first_day) - date '1970-01-01' from standing_report where city_id = $1 group by name
