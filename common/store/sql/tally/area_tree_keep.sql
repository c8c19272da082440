-- The sums of the city are by the tree of areas as it is now. $1 city
insert into counted_area (city_id, area_id, parent_id, kind)
select city_id, area_id, coalesce(parent_id, 0), kind from area where city_id = $1
on conflict (city_id, area_id) do update set parent_id = excluded.parent_id, kind = excluded.kind
