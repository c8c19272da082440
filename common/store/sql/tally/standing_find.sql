-- A standing report that was made already: its position; the hash of the request that a report was made for under the key;
-- and up to when a city's figures are counted, as in standing_counted.sql. Days since 1970-01-01.
-- $1 city, $2 name, $3 first day, $4 key
select (select pos from standing_report where city_id = $1 and name = $2 and first_day = date '1970-01-01' + $3::integer),
       (select request_hash from standing_report where city_id = $1 and key = $4),
       coalesce((select at from event where city_id = $1 and pos = c.pos), '-infinity'),
       c.pos >= coalesce((select max(pos) from event where city_id = $1), 0)
from (select coalesce(max(pos), 0) as pos from cursor where consumer = 'tally' and city_id = $1) as c
