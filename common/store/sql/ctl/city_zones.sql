-- Every city with its time zone and name.
select city_id, code, timezone, name
from city
where pack_version > 0
order by code
