-- For each place the one of its candidates who is on duty and nearest: those with the most specific area go first, then
-- the least distance, then who has been on duty longest. A distance that is not known, of the place or of the person, is
-- more than any that is.
select distinct on (c.place) c.place, d.person_id
from unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[]) as c (place, city_id, person_id, depth)
join duty d on d.city_id = c.city_id and d.person_id = c.person_id and d.on_duty
join unnest($5::double precision[], $6::double precision[]) with ordinality
         as p (latitude, longitude, ordinal) on p.ordinal = c.place + 1
order by c.place, c.depth desc,
         st_distancesphere(st_makepoint(d.longitude, d.latitude), st_makepoint(p.longitude, p.latitude)) nulls last,
         d.at, d.person_id
