-- Makes the next partition of each city's log where half of its last one is used. By itself: a statement that also reads
-- the log keeps it in use, and PostgreSQL makes no partition of a table that is.
select event_partition_ensure(city_id) from unnest($1::integer[]) as cities (city_id)
