-- Takes a stretch of a city's log into what lists are found by, and moves the cursor over it; false where the cursor is
-- elsewhere. $1 city, $2 where the cursor is, $3 where to
select ticket_line_take($1, $2, $3)
