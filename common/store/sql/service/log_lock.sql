-- The writer's lock of each city's log, held until the commit, so that positions are in commit order and without
-- holes. To be taken after every row lock, in order of cities. 1 is the class of these locks.
select pg_advisory_xact_lock(1, city_id)
from (select distinct city_id from unnest($1::integer[]) as of_batch (city_id) order by city_id) as cities
