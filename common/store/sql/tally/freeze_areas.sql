-- Keeps the tree of areas that the sums of a frozen period were made with. $1 city, $2 its number
insert into frozen_area (city_id, freeze_id, area_id, parent_id, kind)
select city_id, $2, area_id, parent_id, kind from counted_area where city_id = $1
