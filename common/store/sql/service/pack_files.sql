-- The files of one version of a city's pack.
select name, content
from pack_file
where city_id = $1 and version = $2
