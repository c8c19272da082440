-- Puts lines into a range's table. $1 table, $2 city, $3 columns, $4 the lines
select event_lines_load($1, $2, string_to_array($3, ','), $4)
