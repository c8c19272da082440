-- How far the recount is. $1 city, $2 number of a ticket
update recount set ticket_id = $2 where city_id = $1
