-- How many tickets of a city have a key from $2 to before $3: those that an import has brought in so far.
select count(*)
from ticket
where city_id = $1 and key >= $2 and key < $3
