-- When the next limit of an order runs out, and what time it is.
select min(earliest.next_at), clock_timestamp()
from city
cross join lateral (
    select i.next_at
    from instruction i
    where i.city_id = city.city_id and i.next_at is not null
    order by i.next_at
    limit 1
) as earliest
