-- Every city with its time zone.
select city_id, code, timezone
from city
where pack_version > 0
order by code
