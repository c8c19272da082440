-- Verify steward:places on pg
begin;
set local search_path = steward, public;
select city_id, area_id, qr from area where false;
select city_id, area_id, depth, extent, st_area(shape) from area_shape where false;
rollback;
