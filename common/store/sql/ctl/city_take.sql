-- The city of this code, made where it is new, and locked: loads of one city stand in line. Its time zone stays what it
-- was, for days have been counted in it, and so do the ranges of its log. $4 how many positions a range has, or null
insert into city (code, name, timezone, event_span) values ($1, $2, $3, coalesce($4::bigint, event_partition_span()))
on conflict (code) do update set name = excluded.name
returning city_id, pack_version, timezone, event_span
