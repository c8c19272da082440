-- The tree of areas by which the sums of a frozen period were made. $1 city, $2 its number
select area_id, parent_id, kind from frozen_area where city_id = $1 and freeze_id = $2
