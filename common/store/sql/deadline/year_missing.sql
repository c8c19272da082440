-- Notes that years are missing from cities' calendars, and gives those that were not noted before. $1 cities, $2 years
insert into calendar_alarm (city_id, year)
select city_id, year
from unnest($1::integer[], $2::smallint[]) as missing (city_id, year)
order by city_id, year
on conflict do nothing
returning city_id, year
