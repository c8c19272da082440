-- When the newest event of a range of the log was. $1 city, $2 first and $3 last position
select max(at)
from event
where city_id = $1 and pos between $2 and $3
