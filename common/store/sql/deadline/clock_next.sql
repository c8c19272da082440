-- When the next alert of all is due, and what time it is.
select min(earliest.next_at), clock_timestamp()
from city
cross join generate_series(0, 5) as of_all (importance)
cross join lateral (
    select c.next_at
    from clock c
    where c.city_id = city.city_id and c.importance = of_all.importance and c.next_at is not null
    order by c.next_at
    limit 1
) as earliest
