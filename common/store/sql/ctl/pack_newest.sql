-- The files of the newest version of a city's pack.
select pack_file.name, content
from pack_file join city using (city_id)
where city_id = $1 and version = pack_version
