-- Locks orders, in the order that every writer locks them in. What they are now is for the next statement: this one
-- sees what was before it waited.
select count(*)
from (
    select i.order_id
    from (
        select distinct city_id, order_id
        from unnest($1::integer[], $2::bigint[]) as of_batch (city_id, order_id)
        order by city_id, order_id
    ) as asked
    cross join lateral (
        select order_id from instruction
        where instruction.city_id = asked.city_id and instruction.order_id = asked.order_id
        for update
    ) as i
) as locked
