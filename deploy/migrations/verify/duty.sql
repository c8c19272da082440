-- Verify steward:duty on pg
begin;
set local search_path = steward;
select city_id, person_id, on_duty, at, latitude, longitude from duty where false;
rollback;
