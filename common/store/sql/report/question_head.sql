-- Up to which position of the log is counted, and a frozen period, where there is one of the name. $1 city, $2 its name
select coalesce((select pos from cursor where consumer = 'tally' and city_id = $1), 0),
       f.freeze_id, f.first_day - date '1970-01-01', f.last_day - date '1970-01-01', f.pos
from (select) as one
left join frozen f on f.city_id = $1 and f.name = $2
