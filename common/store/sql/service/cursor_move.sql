-- Moves a cursor on, where it is still where the consumer thinks that it is.
update cursor set pos = $4
where consumer = $1 and city_id = $2 and pos = $3
returning pos
