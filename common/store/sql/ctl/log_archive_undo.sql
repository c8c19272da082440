-- A range whose archiving was begun stays in the log. $1 city, $2 first position
delete from log_archive where city_id = $1 and first_pos = $2 and state = 'begun'
