-- $1 city, $2 first position: the range is being read from its file
update log_archive set state = 'returning'
where city_id = $1 and first_pos = $2 and state in ('dropped', 'returning')
