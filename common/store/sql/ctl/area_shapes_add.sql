-- Shapes by the codes of their areas: polygons in the hexadecimal form of WKB, in degrees of WGS84.
insert into area_shape (city_id, area_id, depth, extent, shape)
select $1, area.area_id, given.depth, st_area(polygons.shape::geography), polygons.shape
from unnest($2::text[], $3::integer[], $4::text[]) as given (code, depth, wkb)
join area on area.city_id = $1 and area.code = given.code
cross join lateral (select st_multi(st_setsrid(given.wkb::geometry, 4326)) as shape) as polygons
