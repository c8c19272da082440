-- Every city and the newest version of its pack.
select city_id, code, pack_version
from city
where pack_version > 0
order by city_id
