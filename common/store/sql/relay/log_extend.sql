-- Makes the next partition of each city's log where half of its last one is used.
select event_partition_ensure(city_id)
from unnest($1::integer[]) as cities (city_id)
