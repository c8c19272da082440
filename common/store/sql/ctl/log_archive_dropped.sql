-- $1 city, $2 first position: the range is only in its file
update log_archive set state = 'dropped', dropped_at = clock_timestamp()
where city_id = $1 and first_pos = $2 and state = 'written'
