-- Orders of which a limit ran out before this millisecond, locked; one that somebody else has locked is being answered,
-- closed or fired by them.
select due.city_id, due.order_id, due.area_id, due.next_limit, due.next_at,
       instant_message(now()) - instant_message(due.next_at)
from city
cross join lateral (
    select *
    from instruction i
    where i.city_id = city.city_id and i.next_at < date_trunc('milliseconds', now())
    order by i.next_at
    limit 100
    for update skip locked
) as due
