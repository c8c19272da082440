-- From now on this version counts.
update city set pack_version = $2 where city_id = $1
