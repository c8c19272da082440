-- Moves a cursor on to $4, where it is still where the consumer thinks that it is ($3); and over the $5 events that
-- this transaction itself has appended, where they follow at once: the log's lock is held, so that is certain.
update cursor
set pos = case when $5 > 0 and (select max(e.pos) from event e where e.city_id = $2) = $4 + $5 then $4 + $5 else $4 end
where consumer = $1 and city_id = $2 and pos = $3
returning pos
