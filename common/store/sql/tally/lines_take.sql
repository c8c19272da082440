-- Takes a stretch of a city's log into what lists and heat maps are found by, and moves the cursor over it; never further than
-- dispatch has followed the log: the clock of a ticket that waits to be handed out starts with dispatch's cursor, and no event
-- tells of it. Answers with where the cursor is then; null where it was elsewhere before. $1 city, $2 where the cursor is,
-- $3 where to
select case when reach.pos <= $2 then $2
            when ticket_line_take($1, $2, reach.pos) then case when heat_line_take($1, $2, reach.pos) then reach.pos end end
from (select least($3, coalesce((select pos from cursor where consumer = 'dispatch' and city_id = $1), 0)) as pos) as reach
