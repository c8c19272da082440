-- $1 city, $2 first position: it is a table of its own
update log_archive set state = 'detached' where city_id = $1 and first_pos = $2 and state = 'begun'
