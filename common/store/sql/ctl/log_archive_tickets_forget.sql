-- Tickets of a range that is in the log can be moved. $1 city, $2 first position
delete from log_archive_ticket where city_id = $1 and first_pos = $2
