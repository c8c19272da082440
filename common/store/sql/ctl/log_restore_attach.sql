-- The table of a range is a part of the log again. $1 city, $2 first position
call event_part_attach($1, $2)
