-- Tells in the log that the city has a new version. Only under log_lock, in a statement of its own.
insert into event (city_id, pos, kind, at, data)
select $1, coalesce(max(pos), 0) + 1, $2, now(), jsonb_build_object('version', $3::integer)
from event
where city_id = $1
returning pos
