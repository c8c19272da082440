-- Holds the cursor of tally, and tells the version of the pack; no row where it is held by who counts the city anew.
-- $1 city
select pos, (select pack_version from city where city_id = $1)
from cursor
where consumer = 'tally' and city_id = $1
for update skip locked
