-- The city's part of the log, where it is not there yet.
select from event_partition_ensure($1)
