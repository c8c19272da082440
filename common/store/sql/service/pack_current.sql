-- The newest version of each city's pack, for cities_current. $1 cities
select city_id, pack_version
from city
where city_id = any ($1::integer[])
