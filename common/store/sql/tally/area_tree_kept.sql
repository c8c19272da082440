-- Is the tree of areas still that by which the sums of the city were made? $1 city
select not exists (
    (select area_id, coalesce(parent_id, 0), kind from area where city_id = $1
     except select area_id, parent_id, kind from counted_area where city_id = $1)
    union all
    (select area_id, parent_id, kind from counted_area where city_id = $1
     except select area_id, coalesce(parent_id, 0), kind from area where city_id = $1))
