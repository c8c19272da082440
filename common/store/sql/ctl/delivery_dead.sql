-- Dead letters that were given up within the last $1 days, by city and channel, the most first.
select city.code, dead.channel, count(*)
from city
join delivery dead on dead.city_id = city.city_id and dead.state = 4 and dead.done_at > now() - $1::integer * interval '1 day'
group by city.code, dead.channel
order by 3 desc, 1, 2
