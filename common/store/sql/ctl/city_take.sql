-- The city of this code, made where it is new, and locked: loads of one city stand in line. Its time zone stays what it
-- was, for days have been counted in it.
insert into city (code, name, timezone) values ($1, $2, $3)
on conflict (code) do update set name = excluded.name
returning city_id, pack_version, timezone
