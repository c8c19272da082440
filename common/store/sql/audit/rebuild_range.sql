-- How far the log is, between which numbers its tickets are, and how many ranges of it are archived. $1 city
select coalesce((select max(pos) from event where city_id = $1), 0),
       coalesce((select min(ticket_id) from event where city_id = $1 and ticket_id > 0), 1),
       coalesce((select max(ticket_id) from event where city_id = $1 and ticket_id > 0), 0),
       (select count(*) from log_archived where city_id = $1)
