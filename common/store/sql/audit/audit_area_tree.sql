-- The tree of areas by which the sums of a city were made; as it is, where they were not made yet. $1 city
select area_id, parent_id, kind from counted_area where city_id = $1
union all
select area_id, coalesce(parent_id, 0), kind from area
where city_id = $1 and not exists (select from counted_area where city_id = $1)
