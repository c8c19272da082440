-- A standing report that was made already: its position; and up to when a city's figures are counted, as in
-- standing_counted.sql. Days since 1970-01-01. $1 city, $2 name, $3 first day
select (select pos from standing_report where city_id = $1 and name = $2 and first_day = date '1970-01-01' + $3::integer),
       coalesce((select at from event where city_id = $1 and pos = c.pos), '-infinity'),
       c.pos >= coalesce((select max(pos) from event where city_id = $1), 0)
from (select coalesce(max(pos), 0) as pos from cursor where consumer = 'tally' and city_id = $1) as c
