-- How far figures are counted, and from which day to which anything can count; the sums are looked through for it only
-- where all days are to be looked at. $1 city, $2 all days
select c.pos,
       least((select min((at at time zone z.timezone)::date) from event
              where city_id = $1 and pos = (select min(pos) from event where city_id = $1 and ticket_id <> 0)),
             (select min(day) from rollup where city_id = $1 and $2)) - date '1970-01-01',
       greatest((select (at at time zone z.timezone)::date from event where city_id = $1 and pos = c.pos),
                (select max(day) from rollup where city_id = $1 and $2)) - date '1970-01-01'
from cursor c join city z on z.city_id = $1
where c.consumer = 'tally' and c.city_id = $1
