-- The table of a range that is in its file: gone. $1 city, $2 first position
call event_part_drop($1, $2)
