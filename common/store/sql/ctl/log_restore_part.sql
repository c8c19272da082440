-- An empty table for a range. $1 city, $2 first position
call event_part_make($1, $2)
