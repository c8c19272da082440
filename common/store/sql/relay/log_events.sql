-- What is new in a city's log, as it is told.
select pos, message::text
from event_message
where city_id = $1 and pos > $2
order by pos
limit 500
