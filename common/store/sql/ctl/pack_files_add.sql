-- Stores the files of a new version.
insert into pack_file (city_id, version, name, content)
select $1, $2, files.name, files.content
from unnest($3::text[], $4::text[]) as files (name, content)
