-- The QR plates of a city's areas, as the pack has them: none for those that it no longer names.
update area
set qr = given.qr
from area known
left join unnest($2::text[], $3::text[]) as given (code, qr) on given.code = known.code
where known.city_id = $1 and area.city_id = $1 and area.area_id = known.area_id
  and area.qr is distinct from given.qr
