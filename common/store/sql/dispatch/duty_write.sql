-- Checks people in and out, each of them once in a batch.
insert into duty (city_id, person_id, on_duty, at, latitude, longitude)
select city_id, person_id, on_duty = 1, now(), latitude, longitude
from unnest($1::integer[], $2::integer[], $3::smallint[], $4::double precision[], $5::double precision[])
         as new (city_id, person_id, on_duty, latitude, longitude)
on conflict (city_id, person_id) do update
    set on_duty = excluded.on_duty, at = excluded.at, latitude = excluded.latitude, longitude = excluded.longitude
