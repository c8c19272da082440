-- $1 city, $2 first position: the range is in file $3, whose hash is $4
update log_archive set state = 'written', file = $3, hash = $4
where city_id = $1 and first_pos = $2 and state in ('detached', 'written')
