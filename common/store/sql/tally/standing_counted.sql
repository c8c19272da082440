-- Up to when a city's figures are counted: the instant of the last event that is, and whether that is all there is.
-- $1 city
select coalesce((select at from event where city_id = $1 and pos = c.pos), '-infinity'),
       c.pos >= coalesce((select max(pos) from event where city_id = $1), 0)
from (select coalesce(max(pos), 0) as pos from cursor where consumer = 'tally' and city_id = $1) as c
