-- The next lines of a range's table, as they stand in its file. $1 table, $2 columns, $3 after, $4 at most
select lines, events, last
from event_lines($1, string_to_array($2, ','), $3, $4)
