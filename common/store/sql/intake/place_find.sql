-- The most specific area of the city whose shape covers each place; null where none does.
select asked.ordinal - 1, found.area_id
from unnest($1::integer[], $2::double precision[], $3::double precision[]) with ordinality
         as asked (city_id, latitude, longitude, ordinal)
left join lateral (
    select s.area_id
    from area_shape s
    where s.city_id = asked.city_id
      and st_covers(s.shape, st_setsrid(st_makepoint(asked.longitude, asked.latitude), 4326))
    order by s.depth desc, s.extent, s.area_id
    limit 1
) found on true
