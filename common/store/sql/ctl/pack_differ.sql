-- Which of the files given are not, byte by byte, those of the version.
with given as (select * from unnest($3::text[], $4::text[]) as files (name, content)),
     stored as (select name, content from pack_file where city_id = $1 and version = $2)
select coalesce(given.name, stored.name)
from given full join stored on given.name = stored.name collate "C"
where given.content is distinct from stored.content
