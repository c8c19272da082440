-- $1 city, $2 first position, $3 who: the range is in the log again
update log_archive set state = 'back', back_at = clock_timestamp(), back_by = $3
where city_id = $1 and first_pos = $2 and state = 'returning'
